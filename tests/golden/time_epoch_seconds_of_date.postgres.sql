SELECT CAST(floor(extract(epoch FROM t0."day")) AS bigint) AS "x"
FROM "items" AS t0
