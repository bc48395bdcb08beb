SELECT ((t0."extra" -> 'a/b~c') -> 'it''s') AS "x"
FROM "items" AS t0
