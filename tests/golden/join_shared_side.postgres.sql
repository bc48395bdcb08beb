WITH cte0 AS (
  SELECT t0."id", t0."author", t0."rating"
  FROM "items" AS t0
  WHERE t0."rating" > 3
)
SELECT
  t2."id",
  t2."author",
  t2."rating",
  t1."id" AS "id_right",
  t1."rating" AS "rating_right"
FROM cte0 AS t2
JOIN cte0 AS t1 ON t2."author" = t1."author"
