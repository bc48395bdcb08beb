SELECT CAST(extract(epoch FROM date_trunc('hour', CAST(t0."sent" AS timestamp)) - date_trunc('hour', CAST(now() AS timestamp))) / 3600 AS bigint) AS "x"
FROM "items" AS t0
