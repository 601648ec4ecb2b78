"""Pure arithmetic on counts: no web, no templates, no charts, no SQL."""
