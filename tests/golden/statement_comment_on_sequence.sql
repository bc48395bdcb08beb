COMMENT ON SEQUENCE "counts" IS 'it''s'
