SELECT CAST(octet_length(t0."author") AS bigint) AS "x"
FROM "items" AS t0
