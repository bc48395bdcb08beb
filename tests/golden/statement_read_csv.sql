SELECT *
FROM read_csv('a.csv')
