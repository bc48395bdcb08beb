SELECT t1."id", t1."author", t1."rating", t1."rn"
FROM (
  SELECT t0."id", t0."author", t0."rating", (row_number() OVER (PARTITION BY t0."author" ORDER BY t0."rating" DESC NULLS LAST) - 1) AS "rn"
  FROM "items" AS t0
) AS t1
WHERE t1."rn" = 0
