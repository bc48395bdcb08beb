SELECT list_aggregate(t0."tags", 'string_agg', '|') AS "x"
FROM "items" AS t0
