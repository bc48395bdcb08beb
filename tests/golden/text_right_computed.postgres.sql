SELECT right(t0."text", CAST(t0."id" % 4 AS integer)) AS "x"
FROM "items" AS t0
