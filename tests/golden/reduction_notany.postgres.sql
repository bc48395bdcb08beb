SELECT t0."kind", (NOT bool_or(t0."flag") FILTER (WHERE t0."id" > 1)) AS "x"
FROM "items" AS t0
GROUP BY 1
