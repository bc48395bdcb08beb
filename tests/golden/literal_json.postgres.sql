SELECT CAST('{"a": "it''s"}' AS json) AS "x"
FROM "items" AS t0
