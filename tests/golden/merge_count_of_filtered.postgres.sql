SELECT count(*) AS "n"
FROM "items" AS t0
WHERE t0."id" > 3
