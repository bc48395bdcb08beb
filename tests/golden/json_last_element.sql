SELECT json_extract(t0."extra", '$[#-1]') AS "x"
FROM "items" AS t0
