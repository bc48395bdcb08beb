COPY (
SELECT t0."author", t0."joined", t0."manager"
FROM "authors" AS t0
) TO 'a.json' (FORMAT json, ARRAY true)
