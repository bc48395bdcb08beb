SELECT t0."kind", (NOT bool_and(t0."flag")) AS "x"
FROM "items" AS t0
GROUP BY 1
