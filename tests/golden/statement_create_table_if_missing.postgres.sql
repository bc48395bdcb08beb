CREATE TEMPORARY TABLE IF NOT EXISTS "ratings" (
  "post_id" text NOT NULL,
  "rating" double precision NOT NULL DEFAULT float8 '1500e0',
  "wins" bigint NOT NULL DEFAULT 0,
  "note" text,
  PRIMARY KEY ("note", "post_id")
)
