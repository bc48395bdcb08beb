SELECT CASE WHEN t0."id" > 9 THEN t0."rating" WHEN t0."id" > 1 THEN float8 '1.5e0' END AS "x"
FROM "items" AS t0
