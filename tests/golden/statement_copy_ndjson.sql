COPY (
SELECT t0."author", t0."joined", t0."manager"
FROM "authors" AS t0
) TO 'a.ndjson' (FORMAT json, ARRAY false)
