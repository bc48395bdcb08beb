DROP VIEW "v""w"
