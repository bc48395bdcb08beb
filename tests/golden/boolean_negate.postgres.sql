SELECT NOT (t0."flag") AS "x"
FROM "items" AS t0
