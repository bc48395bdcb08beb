SELECT from_hex('00FF27') AS "x"
FROM "items" AS t0
