SELECT regexp_matches(t0."text", '\bx') AS "x"
FROM "items" AS t0
