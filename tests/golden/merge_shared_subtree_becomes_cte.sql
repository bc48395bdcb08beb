WITH cte0 AS (
  SELECT t0."id", t0."author", t0."rating", t0."rating" * 2 AS "double"
  FROM "items" AS t0
  WHERE t0."rating" > 1
)
SELECT t2."id", t2."author", t2."rating", t2."double"
FROM cte0 AS t2
WHERE t2."double" > (
  SELECT avg(t1."double") AS "mean(double)"
  FROM cte0 AS t1
)
