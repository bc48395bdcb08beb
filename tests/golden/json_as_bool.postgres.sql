SELECT CASE WHEN json_typeof(t0."extra") = 'boolean' THEN CAST(t0."extra" #>> '{}' AS boolean) END AS "x"
FROM "items" AS t0
