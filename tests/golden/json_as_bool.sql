SELECT CASE WHEN json_type(t0."extra") IN ('BOOLEAN') THEN CAST(t0."extra" AS BOOLEAN) END AS "x"
FROM "items" AS t0
