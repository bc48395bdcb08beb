SELECT CAST(strptime(t0."text", '%d.%m.%Y') AS DATE) AS "x"
FROM "items" AS t0
