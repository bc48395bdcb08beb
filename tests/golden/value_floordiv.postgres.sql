SELECT CAST(div(CAST(t0."id" AS numeric) + CAST(t0."small" + CAST(1 AS bigint) AS numeric) * 9223372036854775808, nullif(t0."small" + CAST(1 AS bigint), 0)) - 9223372036854775808 AS bigint) AS "x"
FROM "items" AS t0
