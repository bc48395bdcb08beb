SELECT NOT (t1."text" IN (
  SELECT t0."author"
  FROM "items" AS t0
)) AS "x"
FROM "items" AS t1
