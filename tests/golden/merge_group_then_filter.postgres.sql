SELECT t1."author", t1."n"
FROM (
  SELECT t0."author", count(*) AS "n"
  FROM "items" AS t0
  GROUP BY 1
) AS t1
WHERE t1."n" > 1
