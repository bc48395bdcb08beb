ALTER TABLE "authors" RENAME COLUMN "manager" TO "the ""boss"""
