SELECT date_diff('hour', now(), t0."sent") AS "x"
FROM "items" AS t0
