SELECT
  t1."id",
  t1."author",
  t1."rating",
  t1."u",
  t1."u" AS "again"
FROM (
  SELECT t0."id", t0."author", t0."rating", uuid() AS "u"
  FROM "items" AS t0
) AS t1
WHERE t1."u" IS NOT NULL
