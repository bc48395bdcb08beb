INSERT INTO "db"."main"."items" ("a", "B")
SELECT t0."author", t0."manager"
FROM "authors" AS t0
ON CONFLICT ("b", "a") DO NOTHING
