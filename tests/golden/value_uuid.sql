SELECT uuid() AS "x"
FROM "items" AS t0
