SELECT CAST('it''s' AS ENUM('red', 'it''s')) AS "x"
FROM "items" AS t0
