SELECT constraint_type AS "kind", constraint_column_names AS "columns", constraint_text AS "text"
FROM duckdb_constraints()
WHERE database_name = 'db' AND schema_name = 'main' AND lower(table_name) = lower('items')
ORDER BY constraint_index
