WITH cte0_ AS (
  SELECT t0."id", t0."author", t0."rating"
  FROM "cte0" AS t0
  WHERE t0."rating" > 1
)
SELECT t2."id", t2."author", t2."rating"
FROM cte0_ AS t2
WHERE t2."rating" > (
  SELECT avg(t1."rating") AS "mean(rating)"
  FROM cte0_ AS t1
)
