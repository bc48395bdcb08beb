SELECT t2."id", t2."author", t2."rating"
FROM "items" AS t2
WHERE t2."rating" > (
  SELECT avg(t1."rating") AS "mean(rating)"
  FROM "items" AS t1
)
