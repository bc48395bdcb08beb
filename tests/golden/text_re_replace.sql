SELECT regexp_replace(t0."text", '(a)', '<\1>', 'g') AS "x"
FROM "items" AS t0
