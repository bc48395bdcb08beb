SELECT start_value AS "start", increment_by AS "increment", CAST(regexp_extract(sql, 'START (-?[0-9]+)', 1) AS BIGINT) AS "next", last_value IS NOT NULL AS "used", comment AS "comment"
FROM duckdb_sequences()
WHERE database_name = 'db' AND schema_name = 'main' AND lower(sequence_name) = lower('items')
