INSERT INTO "authors" ("author", "joined", "manager")
SELECT t0."author", t0."joined", t0."manager"
FROM "authors" AS t0
WHERE t0."author" = 'x'
