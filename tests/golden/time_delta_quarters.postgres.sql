SELECT CAST((extract(year FROM t0."day") * 4 + extract(quarter FROM t0."day")) - (extract(year FROM t0."day") * 4 + extract(quarter FROM t0."day")) AS bigint) AS "x"
FROM "items" AS t0
