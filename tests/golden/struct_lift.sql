SELECT struct_extract(t1."s", 'a') AS "a", struct_extract(t1."s", 'b') AS "b"
FROM (
  SELECT {'a': t0."id", 'b': t0."text"} AS "s"
  FROM "items" AS t0
) AS t1
