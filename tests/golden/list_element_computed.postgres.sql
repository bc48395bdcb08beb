SELECT (t0."tags")[CAST(CASE WHEN t0."id" - 1 < 0 THEN cardinality(t0."tags") + (t0."id" - 1) ELSE t0."id" - 1 END + 1 AS integer)] AS "x"
FROM "items" AS t0
