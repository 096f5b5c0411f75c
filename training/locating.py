"""Training of the choice of places: our own stories in, `transforms/places/data/locations.csv` out.

    python -m training.locating

A report of a story's document is learned from where it shares words with a mention of a happening: right are the sites
of the document that are the happening's place, the exact ones where there are any; nowhere where it has none or the
document does not name it. Stories that are held out are not read. The weights are those of a softmax over the options of each
report, fitted by full-batch Adagrad with L2; the same stories give the same file. Told besides: the share of reports whose
best option is right, ten-fold over stories.
"""

import csv
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
