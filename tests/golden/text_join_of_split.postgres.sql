SELECT CASE WHEN cardinality(array_remove(CASE WHEN t0."text" = '' THEN ARRAY[''] ELSE string_to_array(t0."text", 'a') END, NULL)) > 0 THEN array_to_string(CASE WHEN t0."text" = '' THEN ARRAY[''] ELSE string_to_array(t0."text", 'a') END, 'b') END AS "x"
FROM "items" AS t0
