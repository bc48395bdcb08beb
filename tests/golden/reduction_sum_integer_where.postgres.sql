SELECT t0."kind", CAST(sum(t0."id") FILTER (WHERE t0."flag") AS bigint) AS "x"
FROM "items" AS t0
GROUP BY 1
