"""Files beside the pages: one module per kind, found through `files`."""
