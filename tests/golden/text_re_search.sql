SELECT regexp_matches(t0."text", '^a+.\d$') AS "x"
FROM "items" AS t0
