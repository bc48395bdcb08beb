SELECT *
FROM read_parquet('it''s.parquet')
