UPDATE "authors" AS t0
SET "manager" = 'z'
