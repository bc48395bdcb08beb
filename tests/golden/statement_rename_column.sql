ALTER TABLE "db"."main"."items" RENAME COLUMN "a" TO "the ""b"""
