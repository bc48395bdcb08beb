SELECT CASE WHEN t0."text" = '' THEN ARRAY[''] ELSE string_to_array(t0."text", ', ') END AS "x"
FROM "items" AS t0
