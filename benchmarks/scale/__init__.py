"""How cost grows with a corpus: synthetic corpora out of real extractions, runs over them, and the page of figures."""
