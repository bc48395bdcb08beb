SELECT -t0."id" * -(t0."id" + 1) AS "x"
FROM "items" AS t0
