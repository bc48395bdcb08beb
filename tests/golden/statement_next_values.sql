SELECT nextval('"ids"') AS "value"
FROM range(3)
