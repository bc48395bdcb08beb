SELECT CASE WHEN t0."id" > 1 THEN 'many' ELSE 'one' END AS "x"
FROM "items" AS t0
