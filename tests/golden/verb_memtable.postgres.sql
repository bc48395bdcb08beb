SELECT t0."id", t0."name", t0."x"
FROM (VALUES (CAST(1 AS bigint), 'a', float8 '1.5e0'), (2, 'it''s', CAST(NULL AS double precision))) AS t0("id", "name", "x")
