DELETE FROM "authors" AS t0
