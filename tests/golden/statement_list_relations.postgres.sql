SELECT table_name AS "name", CASE table_type WHEN 'VIEW' THEN 'view' ELSE 'table' END AS "kind"
FROM information_schema.tables
WHERE table_catalog = 'memory' AND table_schema = 'main'
ORDER BY 1
