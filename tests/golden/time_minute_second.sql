SELECT minute(t0."seen") + second(t0."sent") AS "x"
FROM "items" AS t0
