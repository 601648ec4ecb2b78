"""Metadata of Satu Data Indonesia: what an official statistic says of itself (BPS Regulation 5 of 2020)."""
