SELECT t0."id"
FROM "items" AS t0
WHERE t0."flag" AND t0."flag" = TRUE
