"""Accidents to builds, and what is promised after each of them; `__main__.py` says how to run them."""
