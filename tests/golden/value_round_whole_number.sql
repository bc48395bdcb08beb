SELECT CAST(round(CAST(t0."id" AS HUGEINT), -2) AS BIGINT) AS "x"
FROM "items" AS t0
