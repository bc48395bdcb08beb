SELECT t1."n", count(*) AS "authors"
FROM (
  SELECT t0."author", count(*) AS "n"
  FROM "items" AS t0
  GROUP BY 1
) AS t1
GROUP BY 1
