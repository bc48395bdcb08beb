SELECT (t0."id" <> 0) AS "x"
FROM "items" AS t0
