SELECT
  t0."id" + 1 AS "id",
  t0."author",
  t0."rating",
  t0."tags",
  t0."rating" * 2 AS "score"
FROM "items" AS t0
