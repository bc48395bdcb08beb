SELECT (t0."id" + 1) * 2 AS "b"
FROM "items" AS t0
