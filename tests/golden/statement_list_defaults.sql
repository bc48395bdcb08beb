SELECT table_name AS "table", column_name AS "column", column_default AS "text"
FROM duckdb_columns()
WHERE database_name = 'db' AND schema_name = 'main' AND column_default IS NOT NULL AND NOT internal
ORDER BY 1, 2
