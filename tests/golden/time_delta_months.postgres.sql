SELECT CAST((extract(year FROM t0."day") * 12 + extract(month FROM t0."day")) - (extract(year FROM t0."seen") * 12 + extract(month FROM t0."seen")) AS bigint) AS "x"
FROM "items" AS t0
