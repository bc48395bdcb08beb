INSERT INTO "authors" ("author", "joined", "manager")
WITH cte0 AS (
  SELECT t0."author", t0."joined", t0."manager"
  FROM "authors" AS t0
  WHERE t0."joined" IS NOT NULL
)
SELECT t2."author", t2."joined", t2."manager"
FROM cte0 AS t2
WHERE t2."joined" = (
  SELECT max(t1."joined") AS "max(joined)"
  FROM cte0 AS t1
)
