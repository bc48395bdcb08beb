SELECT CASE WHEN json_type(json_extract(json_extract(t0."extra", '/a'), '$[0]')) IN ('BIGINT', 'UBIGINT') THEN CAST(json_extract(json_extract(t0."extra", '/a'), '$[0]') AS BIGINT) END AS "x"
FROM "items" AS t0
