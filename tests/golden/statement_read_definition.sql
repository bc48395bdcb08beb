SELECT table_name AS "name", sql AS "definition"
FROM duckdb_tables()
WHERE database_name = current_database() AND schema_name = current_schema() AND lower(table_name) = lower('authors')
