"""The interface in every language: one TOML file each, found by looking into this folder."""

from site_builder.interface.language import Language, load_languages

__all__ = ["Language", "load_languages"]
