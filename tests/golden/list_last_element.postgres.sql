SELECT (t0."tags")[CAST(CASE WHEN CAST(-1 AS bigint) < 0 THEN cardinality(t0."tags") + 1 + CAST(-1 AS bigint) ELSE CAST(-1 AS bigint) + 1 END AS integer)] AS "x"
FROM "items" AS t0
