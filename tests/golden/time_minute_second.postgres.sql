SELECT CAST(extract(minute FROM t0."seen") AS bigint) + CAST(floor(extract(second FROM t0."sent")) AS bigint) AS "x"
FROM "items" AS t0
