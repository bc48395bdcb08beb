SELECT greatest(t0."id", 3) + least(t0."id", t0."small") AS "x"
FROM "items" AS t0
