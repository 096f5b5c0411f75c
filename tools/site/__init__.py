"""Makes the documentation's site: HTML that asks for nothing outside, search included."""
