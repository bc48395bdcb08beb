SELECT regexp_extract_all(t0."text", '\d+', 0) AS "x"
FROM "items" AS t0
