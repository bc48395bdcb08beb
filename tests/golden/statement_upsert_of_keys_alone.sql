INSERT INTO "scores" ("post_id")
SELECT t0."author"
FROM "authors" AS t0
ON CONFLICT ("post_id") DO NOTHING
