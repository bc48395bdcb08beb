SELECT CAST(extract(year FROM t0."sent") AS bigint) + CAST(extract(month FROM t0."sent") AS bigint) + CAST(extract(day FROM t0."day") AS bigint) + CAST(extract(hour FROM t0."seen") AS bigint) AS "x"
FROM "items" AS t0
