SELECT t0."id", t0."author", t0."rating", t1."weight"
FROM "items" AS t0
JOIN (VALUES ('x', CAST(1 AS BIGINT)), ('y', 2)) AS t1("author", "weight") ON t0."author" = t1."author"
