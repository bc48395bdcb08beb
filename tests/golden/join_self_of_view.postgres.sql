SELECT
  t2."id",
  t2."author",
  t2."rating",
  t1."author" AS "author_right",
  t1."rating" AS "rating_right"
FROM "items" AS t2
JOIN "items" AS t1 ON t2."id" = t1."id"
