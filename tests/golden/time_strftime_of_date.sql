SELECT strftime(t0."day", '%Y%%%j') AS "x"
FROM "items" AS t0
