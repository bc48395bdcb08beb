SELECT t0."id", t0."name", t0."x"
FROM (VALUES (CAST(1 AS BIGINT), 'a', 1.5e0), (2, 'it''s', CAST(NULL AS DOUBLE))) AS t0("id", "name", "x")
