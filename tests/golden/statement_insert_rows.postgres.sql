INSERT INTO "authors" ("author", "joined")
VALUES ('x', DATE '2025-01-01'), ('y''', NULL)
