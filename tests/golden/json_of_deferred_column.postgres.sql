SELECT CASE WHEN json_typeof((t0."extra" -> 'a') -> 0) = 'number' AND (((t0."extra" -> 'a') -> 0) #>> '{}') !~ '[.eE]' THEN CAST(((t0."extra" -> 'a') -> 0) #>> '{}' AS bigint) END AS "x"
FROM "items" AS t0
