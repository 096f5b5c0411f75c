"""How cost grows with a corpus: synthetic corpora out of real extractions, the runs over them, and the page of figures."""
