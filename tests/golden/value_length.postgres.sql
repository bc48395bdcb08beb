SELECT CAST(char_length(t0."author") AS bigint) AS "x"
FROM "items" AS t0
