SELECT t0."kind", (CAST(sum(t0."id") FILTER (WHERE t0."flag") AS double precision) / count(t0."id") FILTER (WHERE t0."flag")) AS "x"
FROM "items" AS t0
GROUP BY 1
