SELECT bytea '\x00FF27' AS "x"
FROM "items" AS t0
