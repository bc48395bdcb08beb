SELECT t0."kind", CAST(sum(CAST(t0."flag" AS integer)) AS bigint) AS "x"
FROM "items" AS t0
GROUP BY 1
