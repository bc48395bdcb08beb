UPDATE "authors" AS t1
SET "manager" = 'z'
WHERE t1."joined" = (
  SELECT max(t0."day") AS "max(day)"
  FROM "items" AS t0
)
