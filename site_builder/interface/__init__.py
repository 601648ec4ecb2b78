"""The interface in every language: a folder each, a file for each page or family of texts, found by looking.

Every key stands in each language with the same {placeholders}; a test compares them.
"""

from site_builder.interface.language import Language, load_languages

__all__ = ["Language", "load_languages"]
