SELECT substr(t0."text", CAST(CASE WHEN t0."id" < 0 THEN length(t0."text") + t0."id" ELSE t0."id" END + 1 AS integer), 1) AS "x"
FROM "items" AS t0
