SELECT CAST((CAST(t0."seen" AS date) - CAST(t0."day" AS date)) AS bigint) AS "x"
FROM "items" AS t0
