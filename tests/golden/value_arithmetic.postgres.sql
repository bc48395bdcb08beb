SELECT (t0."id" + 1) * 2 - t0."id" * (t0."id" - 3) AS "x"
FROM "items" AS t0
