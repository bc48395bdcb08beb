SELECT t0."id", list_extract(map_values(t0."labels"), 1) AS "x"
FROM "labelled" AS t0
