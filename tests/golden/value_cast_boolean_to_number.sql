SELECT CAST(t0."flag" AS BIGINT) AS "x"
FROM "items" AS t0
