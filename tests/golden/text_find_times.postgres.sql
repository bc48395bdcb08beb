SELECT (CAST(strpos(t0."text", 'o') AS bigint) - 1) * 2 AS "x"
FROM "items" AS t0
