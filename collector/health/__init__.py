"""How an instance is, said in words: one check a function, found by discovery. Nothing is changed by looking."""
