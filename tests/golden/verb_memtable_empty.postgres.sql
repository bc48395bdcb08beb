SELECT t0."id", t0."name"
FROM (SELECT CAST(NULL AS bigint), CAST(NULL AS text) WHERE FALSE) AS t0("id", "name")
