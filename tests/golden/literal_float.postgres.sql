SELECT float4 '0.5e0' AS "x"
FROM "items" AS t0
