SELECT CAST(extract(epoch FROM date_trunc('millisecond', CAST(t0."seen" AS timestamp)) - date_trunc('millisecond', CAST(TIMESTAMP '2024-01-01 00:00:00' AS timestamp))) * 1000 AS bigint) AS "x"
FROM "items" AS t0
