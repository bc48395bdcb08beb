SELECT t1."id", t1."tag"
FROM (
  SELECT t0."id", unnest(CASE WHEN t0."text" = '' THEN ARRAY[''] ELSE string_to_array(t0."text", ' ') END) AS "tag"
  FROM "items" AS t0
) AS t1
WHERE t1."tag" <> ''
