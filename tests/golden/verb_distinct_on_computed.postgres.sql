SELECT DISTINCT ON (5)
  t0."id",
  t0."author",
  t0."rating",
  t0."tags",
  CAST(div(CAST(t0."id" AS numeric) + CAST(2 AS numeric) * 9223372036854775808, 2) - 9223372036854775808 AS bigint) AS "half"
FROM "items" AS t0
ORDER BY 5 ASC NULLS LAST, t0."id" ASC NULLS LAST
