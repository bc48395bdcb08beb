WITH cte0 AS (
  SELECT t0."id"
  FROM (VALUES (CAST(1 AS BIGINT)), (2)) AS t0("id")
)
SELECT t2."id", t1."id" AS "id_right"
FROM cte0 AS t2
LEFT JOIN cte0 AS t1 ON t2."id" = t1."id"
