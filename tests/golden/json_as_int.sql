SELECT CASE WHEN json_type(t0."extra") IN ('BIGINT', 'UBIGINT') THEN CAST(t0."extra" AS BIGINT) END AS "x"
FROM "items" AS t0
