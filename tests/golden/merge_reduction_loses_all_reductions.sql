SELECT CAST(1 AS BIGINT) AS "one"
FROM (
  SELECT count(*) AS "n"
  FROM "items" AS t0
) AS t1
