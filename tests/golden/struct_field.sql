SELECT struct_extract({'a b': t0."id", 'c': t0."text"}, 'a b') + 1 AS "x"
FROM "items" AS t0
