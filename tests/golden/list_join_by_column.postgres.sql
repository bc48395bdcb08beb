SELECT CASE WHEN cardinality(array_remove(t0."tags", NULL)) > 0 THEN array_to_string(t0."tags", t0."author") END AS "x"
FROM "items" AS t0
