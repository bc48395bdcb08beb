SELECT CAST('{"a": "it''s"}' AS JSON) AS "x"
FROM "items" AS t0
