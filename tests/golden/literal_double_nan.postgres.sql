SELECT CAST('NaN' AS double precision) AS "x"
FROM "items" AS t0
