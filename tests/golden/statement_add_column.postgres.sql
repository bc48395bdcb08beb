ALTER TABLE "authors" ADD COLUMN "score" double precision DEFAULT float8 '1.5e0'
