SELECT t0."kind", CAST(avg(CAST(t0."flag" AS integer)) AS double precision) AS "x"
FROM "items" AS t0
GROUP BY 1
