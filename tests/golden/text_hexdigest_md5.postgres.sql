SELECT md5(t0."text") AS "x"
FROM "items" AS t0
