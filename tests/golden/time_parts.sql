SELECT year(t0."sent") + month(t0."sent") + day(t0."day") + hour(t0."seen") AS "x"
FROM "items" AS t0
