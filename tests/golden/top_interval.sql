SELECT INTERVAL '3 days' + t0."seen" AS "x"
FROM "items" AS t0
