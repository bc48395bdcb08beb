SELECT table_name AS "name", 'table' AS "kind"
FROM duckdb_tables()
WHERE database_name = 'memory' AND schema_name = 'main' AND NOT internal
UNION ALL
SELECT view_name, 'view'
FROM duckdb_views()
WHERE database_name = 'memory' AND schema_name = 'main' AND NOT internal
ORDER BY 1
