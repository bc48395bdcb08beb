INSERT INTO "scores" ("Post_ID")
SELECT t0."author"
FROM "authors" AS t0
ON CONFLICT ("post_id") DO NOTHING
