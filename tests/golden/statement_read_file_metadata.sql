SELECT decode("key") AS "key", decode("value") AS "value"
FROM parquet_kv_metadata('it''s.parquet')
WHERE starts_with(CAST("key" AS VARCHAR), 'mine.')
