"""The form at the counter: a small Flask application without cookie, script or access log."""
