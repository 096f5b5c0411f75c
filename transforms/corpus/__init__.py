"""What documents decide together: versions, entities, stories, events, claims, derived relations.

A stage takes tables and gives tables, set-based in DuckDB; `corpus.py` says where they stand. Each is a function of
connected pieces (spellings in one block, reports that one agreement joins), so a run makes only those pieces anew that
documents touch which came, changed or went; what it makes from nothing is the same, row for row.
"""
