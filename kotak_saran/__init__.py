"""The composition root: the command line and the settings of an instance."""
