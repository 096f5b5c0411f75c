"""Chains: the reports of one document that tell one event, found; what one of them lacks is taken from another.

sketch.py       what is looked at in a report, or in a chain of them; `sketching.py` makes sketches of reports
comparing.py    two sketches in, the facts that speak for or against their telling one event out
likelihood.py   those facts in, how likely that is out; the weights were learned from our own stories
clustering.py   likelihoods in, clusters out
chaining.py     the sketches of a document in, its chains out
account.py      what a report tells, as it is weighed against what the others tell
consolidation.py, participants.py    accounts of one event in, the best of its days, places and participants out
filling.py      chains in, the reports of a document with what they lack out
"""

from transforms.chains.account import accounts_of
from transforms.chains.chaining import chain_reports
from transforms.chains.filling import fill_reports
from transforms.chains.sketching import Standing, parties_of, sketch_reports

__all__ = ["Standing", "accounts_of", "chain_reports", "fill_reports", "parties_of", "sketch_reports"]
