SELECT nextval('"counts"') AS "value"
FROM range(3)
