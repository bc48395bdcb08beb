SELECT CAST(epoch(t0."day") AS BIGINT) AS "x"
FROM "items" AS t0
