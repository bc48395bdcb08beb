SELECT CAST(epoch(date_trunc('second', t0."sent")) AS BIGINT) AS "x"
FROM "items" AS t0
