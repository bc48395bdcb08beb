DELETE FROM "authors" AS t0
WHERE t0."manager" IS NULL
