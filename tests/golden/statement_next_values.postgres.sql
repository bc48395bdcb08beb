SELECT nextval('"counts"') AS "value"
FROM generate_series(1, 3)
