SELECT nextval('"ids"') AS "value"
FROM generate_series(1, 3)
