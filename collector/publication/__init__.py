"""Releasing: private database → open file. The default is withheld; each rule stands in a file of its own."""
