SELECT t0."id", len(map_keys(t0."labels")) AS "x"
FROM "labelled" AS t0
