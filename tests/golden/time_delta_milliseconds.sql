SELECT date_diff('millisecond', TIMESTAMP '2024-01-01 00:00:00', t0."seen") AS "x"
FROM "items" AS t0
