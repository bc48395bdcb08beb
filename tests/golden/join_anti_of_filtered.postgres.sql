SELECT t0."id", t0."author", t0."rating"
FROM "items" AS t0
WHERE NOT EXISTS (
  SELECT 1
  FROM (
    SELECT t1."author", t1."joined", t1."manager"
    FROM "authors" AS t1
    WHERE t1."joined" > DATE '2025-01-01'
  ) AS t2
  WHERE t0."author" = t2."author"
)
ORDER BY t0."id" ASC NULLS LAST
LIMIT 3
