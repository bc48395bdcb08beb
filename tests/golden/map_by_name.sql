SELECT t0."id", map_extract_value(t0."labels", 'a') + 1 AS "x"
FROM "labelled" AS t0
