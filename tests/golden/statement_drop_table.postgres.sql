DROP TABLE IF EXISTS "db"."main"."items"
