SELECT substr(t0."text", length(t0."text") - 0, 1) AS "x"
FROM "items" AS t0
