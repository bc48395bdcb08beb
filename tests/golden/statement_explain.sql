EXPLAIN SELECT t0."author", t0."joined", t0."manager"
FROM "authors" AS t0
LIMIT 1
