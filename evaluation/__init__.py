"""Evaluation: takes a set of texts with what is true of them, gives how much of it the pipeline finds.

Sets are files of JSON, one text a line. Every task has a module: the format of its lines, an adapter from the rows
of an extraction to an answer in that format, and a scorer. `tasks.py` lists them; `matching.py` holds the counting.
"""

from evaluation.answering import Actor, Answerers
from evaluation.gold import GoldInvalid, document_of, read_gold
from evaluation.options import Options
from evaluation.results import Evaluation, Figure, Rates
from evaluation.tasks import TASKS, evaluate, score

__all__ = [
    "TASKS",
    "Actor",
    "Answerers",
    "Evaluation",
    "Figure",
    "GoldInvalid",
    "Options",
    "Rates",
    "document_of",
    "evaluate",
    "read_gold",
    "score",
]
