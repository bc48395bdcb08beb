SELECT json_extract(t0."extra", '$."0"') AS "x"
FROM "items" AS t0
