SELECT t1."id", t1."author", t1."rating"
FROM (
  SELECT t0."id", t0."author", t0."rating"
  FROM "items" AS t0
  QUALIFY (row_number() OVER (PARTITION BY t0."author" ORDER BY t0."id" ASC NULLS LAST) - 1) = 0
) AS t1
QUALIFY (rank() OVER (ORDER BY t1."id" DESC NULLS LAST) - 1) < 2
