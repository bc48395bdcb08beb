SELECT json_extract(json_extract(t0."extra", '/a~1b~0c'), '/it''s') AS "x"
FROM "items" AS t0
