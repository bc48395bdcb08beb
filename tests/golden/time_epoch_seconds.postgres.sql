SELECT CAST(floor(extract(epoch FROM t0."sent")) AS bigint) AS "x"
FROM "items" AS t0
