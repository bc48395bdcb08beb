SELECT t1."id", t1."tag"
FROM (
  SELECT t0."id", unnest(string_split(t0."text", ' ')) AS "tag"
  FROM "items" AS t0
) AS t1
WHERE t1."tag" <> ''
