SELECT date_diff('year', t0."sent", t0."sent") AS "x"
FROM "items" AS t0
