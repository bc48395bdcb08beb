SELECT encode(sha256(convert_to(t0."text", 'UTF8')), 'hex') AS "x"
FROM "items" AS t0
