SELECT t0."kind", string_agg(CAST(t0."id" AS VARCHAR), '; ' ORDER BY t0."id" ASC NULLS LAST, t0."text" DESC NULLS LAST) FILTER (WHERE t0."flag") AS "x"
FROM "items" AS t0
GROUP BY 1
