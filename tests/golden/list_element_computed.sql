SELECT list_extract(t0."tags", CASE WHEN t0."id" - 1 < 0 THEN t0."id" - 1 ELSE t0."id" - 1 + 1 END) AS "x"
FROM "items" AS t0
