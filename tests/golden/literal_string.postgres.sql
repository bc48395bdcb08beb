SELECT 'it''s a \ "text"
with a line' AS "x"
FROM "items" AS t0
