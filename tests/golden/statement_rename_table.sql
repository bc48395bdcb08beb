ALTER TABLE "db"."main"."items" RENAME TO "new name"
