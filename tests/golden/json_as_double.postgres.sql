SELECT CASE WHEN json_typeof(t0."extra") = 'number' THEN CAST(t0."extra" #>> '{}' AS double precision) END AS "x"
FROM "items" AS t0
