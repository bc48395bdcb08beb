SELECT date_diff('month', CAST(t0."seen" AS TIMESTAMP), CAST(t0."day" AS TIMESTAMP)) AS "x"
FROM "items" AS t0
