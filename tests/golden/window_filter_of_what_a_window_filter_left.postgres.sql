SELECT t2."id", t2."author", t2."rating"
FROM (
  SELECT t1."id", t1."author", t1."rating", (rank() OVER (ORDER BY t1."id" DESC NULLS LAST) - 1) < 2 AS "_keep"
  FROM (
    SELECT t0."id", t0."author", t0."rating", (row_number() OVER (PARTITION BY t0."author" ORDER BY t0."id" ASC NULLS LAST) - 1) = 0 AS "_keep"
    FROM "items" AS t0
  ) AS t1
  WHERE t1."_keep"
) AS t2
WHERE t2."_keep"
