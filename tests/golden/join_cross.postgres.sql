SELECT
  t0."id",
  t0."author",
  t0."rating",
  t1."author" AS "author_right",
  t1."joined",
  t1."manager"
FROM "items" AS t0
CROSS JOIN "authors" AS t1
