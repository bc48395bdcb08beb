SELECT TRY_CAST(t0."text" AS BIGINT) AS "x"
FROM "items" AS t0
