SELECT substr(t0."text", CAST(CASE WHEN CAST(0 AS bigint) < 0 THEN char_length(t0."text") + 1 + CAST(0 AS bigint) ELSE CAST(0 AS bigint) + 1 END AS integer), 1) AS "x"
FROM "items" AS t0
