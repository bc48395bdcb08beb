SELECT CASE WHEN t0."id" > 9 THEN t0."rating" WHEN t0."id" > 1 THEN 1.5e0 END AS "x"
FROM "items" AS t0
