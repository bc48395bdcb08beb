SELECT sequence_name AS "name"
FROM duckdb_sequences()
WHERE database_name = 'db' AND schema_name = 'main'
ORDER BY 1
