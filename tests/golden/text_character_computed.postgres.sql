SELECT substr(t0."text", CAST(CASE WHEN t0."id" < 0 THEN char_length(t0."text") + 1 + t0."id" ELSE t0."id" + 1 END AS integer), 1) AS "x"
FROM "items" AS t0
