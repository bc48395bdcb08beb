SELECT substr(t0."text", CASE WHEN t0."id" < 0 THEN t0."id" ELSE t0."id" + 1 END, 1) AS "x"
FROM "items" AS t0
