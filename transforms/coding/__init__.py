"""How a sentence is coded: which words name an event, who takes part, whether it happened, how many it struck.

`trigger_patterns` finds the words that the ontology knows, `learned` those that the trained classifiers mark; `slots`
finds who takes part, `factuality` whether it happened; `rulings` applies PLOVER's rules on what is an event of its own;
`magnitudes` counts; `confidence` says how sure we are. `transforms/reports.py` joins them and makes the rows.
"""
