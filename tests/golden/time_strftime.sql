SELECT strftime(t0."seen", '%d.%m.%Y um %H:%M:%S') AS "x"
FROM "items" AS t0
