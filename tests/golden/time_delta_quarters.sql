SELECT date_diff('quarter', t0."day", t0."day") AS "x"
FROM "items" AS t0
