"""The demo: an invented city with simulated answers, published and served like a real one."""
