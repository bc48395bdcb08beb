SELECT DISTINCT ON (t1."author") t1."author", t1."n"
FROM (
  SELECT t0."author", count(*) AS "n"
  FROM "items" AS t0
  GROUP BY 1
) AS t1
ORDER BY t1."author" ASC NULLS LAST, t1."n" DESC NULLS LAST
