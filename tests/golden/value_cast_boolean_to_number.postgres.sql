SELECT CAST(CAST(t0."flag" AS integer) AS bigint) AS "x"
FROM "items" AS t0
