SELECT strftime(t0."day", '%G-W%V') AS "x"
FROM "items" AS t0
