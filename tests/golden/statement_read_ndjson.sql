SELECT *
FROM read_ndjson_auto('a.ndjson')
