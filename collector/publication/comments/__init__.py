"""PUB05: what may be said of comments: masked and approved quotes, and counts of themes."""
