SELECT t0."id", t0."author", t0."rating"
FROM "items" AS t0
WHERE t0."id" > (
  SELECT count(*) AS "count_rows()"
  FROM "authors" AS t1
)
