"""The registers of a region: who serves what at which counter, kept as files anyone can edit in a spreadsheet."""
