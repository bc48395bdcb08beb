SELECT substr(list_aggregate(list_transform(t0."tags", lambda element: t0."author" || element), 'string_agg', ''), length(t0."author") + 1) AS "x"
FROM "items" AS t0
