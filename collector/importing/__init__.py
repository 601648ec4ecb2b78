"""Answers that come in files: from paper, from older systems, from a spreadsheet."""
