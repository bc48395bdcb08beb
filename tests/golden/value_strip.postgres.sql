SELECT btrim(t0."author", E' \t\n\r\x0B\x0C') AS "x"
FROM "items" AS t0
