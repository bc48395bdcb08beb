UPDATE "authors" AS t0
SET "manager" = upper(t0."author"), "joined" = NULL
WHERE t0."author" IN ('x', 'y') AND t0."joined" IS NOT NULL
