SELECT t1."manager", count(*) AS "n"
FROM "items" AS t0
JOIN "authors" AS t1 ON t0."author" = t1."author"
WHERE t1."joined" IS NOT NULL
GROUP BY 1
