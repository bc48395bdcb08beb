SELECT list_aggregate(string_split(t0."text", 'a'), 'string_agg', 'b') AS "x"
FROM "items" AS t0
