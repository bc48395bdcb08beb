CREATE TABLE "ratings" (
  "post_id" text NOT NULL,
  "rating" double precision NOT NULL DEFAULT float8 '1500e0',
  "wins" bigint NOT NULL DEFAULT 0,
  "note" text,
  PRIMARY KEY ("post_id"),
  CONSTRAINT "wins_count" CHECK ("wins" >= 0),
  CHECK ("rating" > float8 '0e0' OR "note" = 'new')
)
