SELECT date_diff('day', CAST(t0."day" AS TIMESTAMP), CAST(t0."seen" AS TIMESTAMP)) AS "x"
FROM "items" AS t0
