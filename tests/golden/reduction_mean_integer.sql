SELECT t0."kind", avg(t0."id") FILTER (WHERE t0."flag") AS "x"
FROM "items" AS t0
GROUP BY 1
