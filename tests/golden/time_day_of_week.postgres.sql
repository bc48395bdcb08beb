SELECT CAST(extract(isodow FROM t0."day") AS bigint) - 1 AS "x"
FROM "items" AS t0
