SELECT CAST(t0."sent" AS DATE) AS "x"
FROM "items" AS t0
