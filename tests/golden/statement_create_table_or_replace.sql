CREATE OR REPLACE TABLE "db"."main"."items" (
  "post_id" VARCHAR NOT NULL,
  "rating" DOUBLE NOT NULL DEFAULT 1500e0,
  "wins" BIGINT NOT NULL DEFAULT 0,
  "note" VARCHAR,
  PRIMARY KEY ("post_id"),
  CONSTRAINT "wins_count" CHECK ("wins" >= 0),
  CHECK ("rating" > 0e0 OR "note" = 'new')
)
