SELECT CASE WHEN t0."id" = t0."rating" THEN NULL ELSE t0."id" END AS "x"
FROM "items" AS t0
