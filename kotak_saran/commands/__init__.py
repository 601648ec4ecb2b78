"""One command, one file: parse, call, print."""
