SELECT CAST((extract(year FROM t0."sent")) - (extract(year FROM t0."sent")) AS bigint) AS "x"
FROM "items" AS t0
