"""The private side: asking, keeping, releasing. The only code that opens the private database."""
