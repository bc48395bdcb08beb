SELECT left(t0."text", CAST(CAST(3 AS bigint) AS integer)) AS "x"
FROM "items" AS t0
