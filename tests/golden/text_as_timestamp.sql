SELECT strptime(t0."text", '%d.%m.%Y %H:%M') AS "x"
FROM "items" AS t0
