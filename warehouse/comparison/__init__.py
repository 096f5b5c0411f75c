"""The comparison of a release with the events of others: which both have, and why not the rest.

reading.py      a file of ACLED, GDELT or UCDP in, its events as sketches out
our_sketches.py a release in, its actual events as sketches out
meeting.py      two sketches in, what of them does not meet out
matching.py     both sets of sketches in, a row per event out

Sketches and what is compared of them are those of event coreference (`transforms/chains/`). Its weights are not used:
much of what they weigh is the words of two texts, and the events of others have none.
"""
