SELECT {'a': t0."id", 'it''s': 'x'} AS "x"
FROM "items" AS t0
