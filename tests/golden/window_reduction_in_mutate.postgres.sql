SELECT t0."id", t0."author", t0."rating", (CASE WHEN sum(t0."rating") OVER () = 0 THEN CAST(t0."rating" AS double precision) * CASE WHEN CAST(CAST(sum(t0."rating") OVER () AS double precision) AS text) = '-0' THEN float8 '-Infinity' ELSE float8 'Infinity' END ELSE CAST(t0."rating" AS double precision) / CAST(sum(t0."rating") OVER () AS double precision) END) AS "share"
FROM "items" AS t0
