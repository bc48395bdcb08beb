SELECT to_char(CAST(t0."seen" AS timestamp), 'DD"."MM"."YYYY" ""u""m"" "HH24":"MI":"SS') AS "x"
FROM "items" AS t0
