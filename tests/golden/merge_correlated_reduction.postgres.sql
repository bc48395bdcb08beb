SELECT t1."author", t1."joined", t1."manager"
FROM "authors" AS t1
WHERE (
  SELECT max(t0."rating") FILTER (WHERE t0."author" = t1."author") AS "max(rating)"
  FROM "items" AS t0
) > 3
