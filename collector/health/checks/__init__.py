"""The checks, by what they look at; a new one is a decorated function here."""
