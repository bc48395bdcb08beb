SELECT CASE WHEN json_type(json_extract(t0."extra", '/a')) IN ('VARCHAR') THEN json_extract_string(json_extract(t0."extra", '/a'), '$') END AS "x"
FROM "items" AS t0
