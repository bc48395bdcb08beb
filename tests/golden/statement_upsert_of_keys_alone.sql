MERGE INTO "scores" AS "target"
USING (SELECT t0."author"
FROM "authors" AS t0) AS "source" ("post_id")
ON "target"."post_id" = "source"."post_id"
WHEN NOT MATCHED THEN INSERT ("post_id") VALUES ("source"."post_id")
