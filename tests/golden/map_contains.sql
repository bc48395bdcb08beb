SELECT t0."id", map_contains(t0."labels", 'a') AS "x"
FROM "labelled" AS t0
