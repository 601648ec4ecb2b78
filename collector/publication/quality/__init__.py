"""Quality signals of a release: from the stored answers to what may be told of each unit and period (PUB09)."""
