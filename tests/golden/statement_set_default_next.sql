ALTER TABLE "authors" ALTER COLUMN "author" SET DEFAULT nextval('"counts"')
