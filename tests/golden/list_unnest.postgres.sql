SELECT unnest(t0."tags") AS "x"
FROM "items" AS t0
