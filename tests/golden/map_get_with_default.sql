SELECT t0."id", CASE WHEN map_contains(t0."labels", 'a') THEN map_extract_value(t0."labels", 'a') WHEN t0."labels" IS NOT NULL THEN 0 END AS "x"
FROM "labelled" AS t0
