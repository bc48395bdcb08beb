SELECT CAST(t0."sent" AS date) AS "x"
FROM "items" AS t0
