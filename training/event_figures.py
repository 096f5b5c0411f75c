"""Takes sentences of ours with the triggers that were found in them, gives how often these are right."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from training.corpora import Example
from training.scores import Counts, count
from transforms.language.reading import Trigger

SURE = 0.5
"""Probability from which a trigger, or a context, counts as told in these figures."""

Found = tuple[Example, Sequence[Trigger], Sequence[Trigger]]
"""A sentence, the triggers found in it, and what is said of the words of its gold events, where known."""


def event_counts(rows: Sequence[Found]) -> dict[str, Counts]:
    """Return the counts of each task.

    `types_given`, `modes`, `factuality`, `actual`, `contexts` and `roles_given` are those of the gold triggers;
    `types` and `roles` ask for the trigger as well. A role is right with its first and its last word.
    """
    totals: dict[str, Counts] = defaultdict(Counts)
    for example, free, given in rows:
        happenings = example.happenings or ()
        found = [trigger for trigger in free if trigger.probability >= SURE]
        totals["triggers"] += count([happening.token for happening in happenings], [trigger.token for trigger in found])
        totals["types"] += count(
            [(happening.token, happening.event_type) for happening in happenings],
            [(trigger.token, trigger.event_type) for trigger in found],
        )
        for name, counts in _roles(example, found).items():
            totals[name] += counts
        at = {trigger.token: trigger for trigger in given}
        for happening in happenings:
            if happening.token not in at:
                continue
            trigger = at[happening.token]
            totals["types_given"] += count([happening.event_type], [trigger.event_type])
            totals["modes"] += count([happening.mode], [likeliest(trigger.modes)])
            totals["factuality"] += count([happening.factuality], [likeliest(trigger.factuality)])
            totals["actual"] += count([happening.factuality == "actual"], [likeliest(trigger.factuality) == "actual"])
            sure = [label for label, value in trigger.contexts.items() if value >= SURE]
            totals["contexts"] += count(happening.contexts, sure)
            said = [(part.role, part.first, part.last) for part in trigger.participants]
            totals["roles_given"] += count(happening.participants, said)
    return dict(totals)


def _roles(example: Example, found: Sequence[Trigger]) -> dict[str, Counts]:
    """Return the counts of participants with their trigger, all together and by role."""
    gold = [(happening.token, *part) for happening in example.happenings or () for part in happening.participants]
    said = [(trigger.token, part.role, part.first, part.last) for trigger in found for part in trigger.participants]
    roles = sorted({row[1] for row in [*gold, *said]})
    by_role = {
        f"role_{role}": count([row for row in gold if row[1] == role], [row for row in said if row[1] == role])
        for role in roles
    }
    return {"roles": count(gold, said), **by_role}


def event_figures(rows: Sequence[Found]) -> dict[str, float]:
    """Return the F1 of each task, in percent; of a task that has one answer for each trigger it is the accuracy."""
    return {name: round(counts.f1, 1) for name, counts in event_counts(rows).items() if not name.startswith("role_")}


def likeliest(probabilities: Mapping[str, float]) -> str:
    """Return the label of the highest probability."""
    return max(probabilities, key=probabilities.__getitem__)
