SELECT coalesce(t0."author", t0."text", 'none') AS "x"
FROM "items" AS t0
