SELECT CASE WHEN cardinality(array_remove(CAST(ARRAY[t0."text", t0."author"] AS text[]), NULL)) > 0 THEN array_to_string(CAST(ARRAY[t0."text", t0."author"] AS text[]), '-') END AS "x"
FROM "items" AS t0
