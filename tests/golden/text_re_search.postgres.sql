SELECT t0."text" ~ '^a+[^\n][0-9]$' AS "x"
FROM "items" AS t0
