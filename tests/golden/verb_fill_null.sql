SELECT t0."id", coalesce(t0."author", 'nobody') AS "author", t0."rating", t0."tags"
FROM "items" AS t0
