INSERT INTO "scores" ("post_id", "wins")
SELECT t0."author", CAST(1 AS bigint) AS "wins"
FROM "authors" AS t0
ON CONFLICT ("post_id") DO UPDATE SET "wins" = EXCLUDED."wins"
