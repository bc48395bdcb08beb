SELECT json_extract(json_extract(t0."extra", '/list'), '$[0]') AS "x"
FROM "items" AS t0
