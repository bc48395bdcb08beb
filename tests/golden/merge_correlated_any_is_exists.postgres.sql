SELECT t1."author", t1."joined", t1."manager"
FROM "authors" AS t1
WHERE NOT (EXISTS (
  SELECT t0."id", t0."author", t0."rating"
  FROM "items" AS t0
  WHERE t0."author" = t1."author" AND t0."id" > 3
))
