"""Charts: one file per kind, found through `chart`; each yields picture, words, table and CSV from one record."""
