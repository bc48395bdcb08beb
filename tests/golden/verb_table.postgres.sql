SELECT
  t0."id",
  t0."author",
  t0."text",
  t0."kind",
  t0."rating",
  t0."small",
  t0."price",
  t0."flag",
  t0."day",
  t0."seen",
  t0."sent",
  t0."key",
  t0."payload",
  t0."extra",
  t0."tags"
FROM "items" AS t0
