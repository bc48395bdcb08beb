UPDATE "authors"
SET "manager" = 'it''s', "joined" = DATE '2025-01-01'
WHERE "author" = 'x'
  AND "manager" = 'the "boss"'
