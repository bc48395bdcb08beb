SELECT to_char(CAST(t0."day" AS timestamp), 'YYYY"%"DDD') AS "x"
FROM "items" AS t0
