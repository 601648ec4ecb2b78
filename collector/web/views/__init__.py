"""Addresses: each view parses, calls and renders. They are printed on paper and never change."""
