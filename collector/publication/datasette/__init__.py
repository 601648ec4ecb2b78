"""The open file in Datasette: how a release describes itself to it, and how we serve it to strangers."""
