MERGE INTO "scores" AS "target"
USING (SELECT t0."author", CAST(1 AS BIGINT) AS "wins"
FROM "authors" AS t0) AS "source" ("post_id", "wins")
ON "target"."post_id" = "source"."post_id"
WHEN MATCHED THEN UPDATE SET "wins" = "source"."wins"
WHEN NOT MATCHED THEN INSERT ("post_id", "wins") VALUES ("source"."post_id", "source"."wins")
