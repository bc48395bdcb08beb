SELECT CASE WHEN t0."tags" IS NULL OR 'x' IS NULL THEN NULL ELSE coalesce('x' = ANY(t0."tags"), FALSE) END AS "x"
FROM "items" AS t0
