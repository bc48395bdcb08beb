SELECT string_split(t0."text", '') AS "x"
FROM "items" AS t0
