COPY (
SELECT t0."author", t0."joined", t0."manager"
FROM "authors" AS t0
) TO '/tmp/it''s.parquet' (FORMAT parquet, KV_METADATA {'key': 'it''s', 'other key': '{}'}, RETURN_STATS)
