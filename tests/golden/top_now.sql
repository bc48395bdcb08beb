SELECT t0."sent" < now() AS "x"
FROM "items" AS t0
