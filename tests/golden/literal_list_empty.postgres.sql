SELECT CAST(ARRAY[] AS text[]) AS "x"
FROM "items" AS t0
