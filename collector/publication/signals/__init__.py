"""Quality signals that need times or seconds: one file each, plain records in, one number out (PUB09)."""
