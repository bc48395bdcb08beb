SELECT (t0."tags")[CAST(CASE WHEN t0."id" - 1 < 0 THEN cardinality(t0."tags") + 1 + t0."id" - 1 ELSE t0."id" - 1 + 1 END AS integer)] AS "x"
FROM "items" AS t0
