SELECT right(t0."text", t0."id" % 4) AS "x"
FROM "items" AS t0
