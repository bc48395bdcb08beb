SELECT t0."author", (CASE WHEN count(*) = 0 THEN CAST(sum(t0."rating") AS double precision) * CASE WHEN CAST(CAST(count(*) AS double precision) AS text) = '-0' THEN float8 '-Infinity' ELSE float8 'Infinity' END ELSE CAST(sum(t0."rating") AS double precision) / CAST(count(*) AS double precision) END) AS "mean"
FROM "items" AS t0
GROUP BY 1
