SELECT gen_random_uuid() AS "x"
FROM "items" AS t0
