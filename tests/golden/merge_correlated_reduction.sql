SELECT t1."author", t1."joined", t1."manager"
FROM "authors" AS t1
WHERE (
  SELECT max(t0."rating") AS "max(rating)"
  FROM "items" AS t0
  WHERE t0."author" = t1."author"
) > 3
