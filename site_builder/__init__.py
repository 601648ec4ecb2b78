"""The public side: everything here is made from `open.db` and nothing else."""
