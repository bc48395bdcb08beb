SELECT CASE WHEN json_typeof(t0."extra") = 'number' AND (t0."extra" #>> '{}') !~ '[.eE]' THEN CAST(t0."extra" #>> '{}' AS bigint) END AS "x"
FROM "items" AS t0
