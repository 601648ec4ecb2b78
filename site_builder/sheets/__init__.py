"""Sheets to print for each agency and period: the poster (SKM22) and the official report (SKM25)."""
