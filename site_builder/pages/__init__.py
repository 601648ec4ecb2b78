"""Pages: one file per kind, found through `page`."""
