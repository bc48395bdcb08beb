SELECT regexp_extract_all(t0."text", '(\d+)-(\d+)', 2)[1] AS "x"
FROM "items" AS t0
