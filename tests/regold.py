"""Writes the codebook, the page of knowledge and all golden files anew: `python -m tests.regold`.

To be run after a change that is right, or a training of weights.
Read the difference as you read code. Golden cases of documents, which no weight touches, have a command of their own.
"""

import runpy
import sys

MODULES = (
    "warehouse.codebook",
    "tools.knowledge_page",
    "tests.transforms.golden_rows",
    "tests.transforms.test_golden_texts",
    "tests.transforms.places.test_golden_places",
    "tests.transforms.times.test_golden_times",
    "tests.transforms.coding.test_examples",
    "tests.transforms.golden_knowledge",
    "tests.transforms.test_tables",
    "tests.evaluation.test_golden_evaluation",
    "tests.flows.test_help",
)

if __name__ == "__main__":
    for module in MODULES:
        sys.argv = [module]
        runpy.run_module(module, run_name="__main__")
