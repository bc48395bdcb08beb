SELECT strpos(t0."text", 'o') - 1 AS "x"
FROM "items" AS t0
