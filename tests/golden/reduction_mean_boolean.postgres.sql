SELECT t0."kind", (CAST(sum(CAST(t0."flag" AS integer)) AS double precision) / count(t0."flag")) AS "x"
FROM "items" AS t0
GROUP BY 1
