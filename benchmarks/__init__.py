"""Benchmarks: how well this code reads and what it costs, measured by its developers; no wheel ships them."""
