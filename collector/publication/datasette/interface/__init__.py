"""The words of the open data's pages, one TOML file per language with the same keys."""
