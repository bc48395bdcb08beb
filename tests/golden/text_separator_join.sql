SELECT list_aggregate([t0."text", t0."author"], 'string_agg', '-') AS "x"
FROM "items" AS t0
