SELECT CASE WHEN json_typeof((t0."extra" -> 'a')) = 'string' THEN (t0."extra" -> 'a') #>> '{}' END AS "x"
FROM "items" AS t0
