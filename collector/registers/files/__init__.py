"""One module for each file of a region's folder; a new register is a new module here."""
