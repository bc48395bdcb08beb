SELECT *
FROM read_json_auto('a.json')
