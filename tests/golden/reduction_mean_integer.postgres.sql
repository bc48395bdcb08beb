SELECT t0."kind", CAST(avg(t0."id") FILTER (WHERE t0."flag") AS double precision) AS "x"
FROM "items" AS t0
GROUP BY 1
