"""Quotes: a document, its readings and its mentions in, its attributed statements with their pieces out."""

from transforms.quotes.quote_extraction import Quotes, find_quotes

__all__ = ["Quotes", "find_quotes"]
