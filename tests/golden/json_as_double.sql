SELECT CASE WHEN json_type(t0."extra") IN ('BIGINT', 'UBIGINT', 'DOUBLE') THEN CAST(t0."extra" AS DOUBLE) END AS "x"
FROM "items" AS t0
