SELECT
  t0."id",
  t0."author",
  t0."rating",
  t1."joined",
  t1."manager",
  t2."author" AS "author_boss",
  t2."joined" AS "joined_boss",
  t2."manager" AS "manager_boss"
FROM "items" AS t0
JOIN "authors" AS t1 ON t0."author" = t1."author"
LEFT JOIN "authors" AS t2 ON t1."manager" = t2."author"
