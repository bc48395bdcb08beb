SELECT isodow(t0."day") - 1 AS "x"
FROM "items" AS t0
