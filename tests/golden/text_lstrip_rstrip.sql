SELECT rtrim(ltrim(t0."text", E' \t\n\r\x0B\x0C'), E' \t\n\r\x0B\x0C') AS "x"
FROM "items" AS t0
