"""Takes a tree and a trigger, gives whether the event happened, how sure that is, and the words that say so.

`transforms/lexicons/factuality.csv` holds the cues. `place` says where a cue stands to the event:

- `below`: an auxiliary, an adverb, a determiner, a conjunction of the word that names the event, or of one above it;
- `modifier`: before the noun that names the event: "the alleged attack";
- `above`: it takes the event as what it speaks of: what is called for is demanded, what happened after a call is not;
- `happening`: a verb whose subject is the event: "talks will begin";
- `effect`: an auxiliary of any other verb whose subject is the event: "an attack would be a disaster";
- `subject`, `object`: it is the subject or the object, or stands before it: "nobody attacked", "met nobody";
- `time`: before a time without preposition: "every Friday";
- `reported`: like `below`, in what somebody says: "said that it would close the border";
- `headline`: before an infinitive that is no part of another clause: "Police to guard mosques";
- `end`: it closes the sentence.

`when` names conditions, which `factuality_cues.py` knows. Past and present tell apart what was forced from what is
asked: "had to leave" and "has to leave" (Karttunen, Implicative Verbs, Language 47, 1971). A row without factuality
lets pass what stands above it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from transforms.coding.factuality_cues import (
    FactualityCue,
    FactualityRow,
    cue_at,
    cue_below,
    is_definite,
    marks_of,
    row_at,
)
from transforms.language.reading import ROOT
from transforms.syntax import INDIRECT_OBJECTS, OBJECTS, OBLIQUES, PASSIVE_SUBJECTS, Tree

REACH = 5  # governors above an event whose words still say whether it happened: "was expected to agree to withdraw"
BELOW = {"aux", "advmod", "det", "mark", "case", "cc", "cc:preconj", "obl:unmarked", "cop", "discourse"}
MARKS = {"mark", "case", "advmod"}
"""Relations of what makes a clause depend: all clauses that it joins do."""
COMPLEMENTS = {"xcomp", "ccomp", "obj", "acl", "nsubj:pass", "csubj", "csubj:pass", "compound", "amod", "iobj"}
"""Relations in which an event is what the word above it speaks of."""
TAKEN = {"for", "to", "of", "on", "against", "from", "about", "that", "into", "including", "such"}
"""Prepositions after which a noun is what the word above it speaks of: "a call for talks", not "a call after talks"."""
REASONS = {"for"}
"""Of these what introduces a reason before a clause: "threatened them for protesting"."""
SUBJECTS = {"nsubj", "nsubj:pass", "nsubj:outer"}
UNMARKED = {"obl:unmarked", "nmod:unmarked"}
RANK = (
    *("hypothetical", "denied", "habitual", "demanded", "threatened", "planned", "predicted"),
    *("attempted", "resolved", "actual"),
)
"""Of several cues at one token the first of these decides: "if they do not withdraw" is hypothetical."""
MANNERS = MappingProxyType({"attempted": "hypothetical", "resolved": "planned"})
"""What a cue may say besides a factuality, and what it comes to unless PLOVER's rules know better."""
YIELDING = {"predicted", "threatened", "demanded"}
"""What decides over a plan below it: "expects that they will withdraw"."""
CERTAINTIES = ("possible", "probable", "certain")
"""From the least sure to the surest; the least sure cue decides."""


@dataclass(frozen=True)
class Fact:
    """Whether an event happened, how sure the text is of that, and the words that say so in the order of the text."""

    factuality: str
    certainty: str
    cues: tuple[str, ...] = ()
    manner: str = ""
    """`attempted` or `resolved` where the text says no more than that; else empty."""


Heard = tuple[int, FactualityCue]
"""A token, and the cue that it is."""


def fact_of(tree: Tree, position: int) -> Fact:
    """Return what the words around a trigger say of whether the event happened."""
    steps = list(_once(_told(tree, position)))
    heard = [one for step in steps for one in step]
    sure = min((cue.certainty for _, cue in heard if cue.certainty), key=CERTAINTIES.index, default="certain")
    said = "actual"
    for step in steps:
        factual = [cue.factuality for _, cue in step if cue.factuality]
        said = _together(said, min(factual, key=RANK.index)) if factual else said
    words = dict.fromkeys(at for at, cue in heard if cue.certainty or cue.factuality)
    manner = said if said in MANNERS else ""
    return Fact(MANNERS.get(said, said), sure, tuple(tree.word(at) for at in sorted(words)), manner)


def _together(inner: str, outer: str) -> str:
    """Return what two cues say together, of which the outer speaks of what the inner speaks of."""
    if inner == "actual" or inner in MANNERS or outer == "hypothetical":
        return outer
    if outer == "denied":
        return "actual" if inner == "denied" else "denied"  # "did not refuse to meet", "has no plan to meet"
    if outer == "attempted":
        return "hypothetical"
    return outer if inner == "planned" and outer in YIELDING else inner


def _once(steps: Iterator[Sequence[Heard]]) -> Iterator[Sequence[Heard]]:
    """Yield the steps without what an earlier one heard: of "there was no attack" `no` stands at both words."""
    heard = set[int]()
    for step in steps:
        new = [(at, cue) for at, cue in step if at not in heard]
        heard.update(at for at, _ in new)
        yield new


def _told(tree: Tree, position: int) -> Iterator[Sequence[Heard]]:
    """Yield the cues of a trigger step by step, the nearest first."""
    yield _at(tree, position, is_trigger=True)
    seen, at = set[int](), position
    for _ in range(REACH):
        seen.add(at)
        above = _governor(tree, at)
        if above == ROOT or above in seen:
            yield _asked(tree, at)
            return
        if tree.token(at).relation == "conj":
            if _shares_auxiliaries(tree, at, above):
                yield _at(tree, above)
            elif tree.children(at, SUBJECTS | {"mark"}):
                yield _marking(tree, above)
            else:
                return
        else:
            row = row_at(tree, above, _place(tree, at, above), at)
            if not _is_taken(tree, at, row):
                yield _supposing(tree, at, above)
                return
            yield [(above, row.cue)] if row else []
            yield _at(tree, above)
        at = above


def _place(tree: Tree, at: int, above: int) -> str:
    """Return where the governor of a token stands to it, as the file of cues calls it."""
    is_told_of = tree.token(at).relation in {"nsubj", "nsubj:outer"} and tree.token(above).pos != "ADJ"
    return "happening" if is_told_of else "above"


def _governor(tree: Tree, at: int) -> int:
    """Return the token that takes a token: of "asked troops to leave" `asked`, even where `troops` governs `leave`.

    Of "sent demands, including a withdrawal" it is `demands`, even where `sent` governs `withdrawal`.
    """
    above = tree.token(at).head
    noun_of_several = tree.exemplified(at)
    if noun_of_several is not None and cue_at(tree, noun_of_several, "above", at):
        return noun_of_several
    if above == ROOT or tree.token(at).relation != "acl" or "to" not in marks_of(tree, at):
        return above
    noun = tree.token(above)
    is_object = noun.relation in OBJECTS | INDIRECT_OBJECTS | PASSIVE_SUBJECTS and noun.head != ROOT
    return noun.head if is_object and cue_at(tree, above, "above", at) is None else above


def _at(tree: Tree, at: int, *, is_trigger: bool = False) -> list[Heard]:
    """Return the cues that stand directly below a token."""
    found: list[tuple[int, FactualityCue | None]] = []
    for below in tree.below[at]:
        relation = tree.token(below).relation
        if relation in BELOW:
            # "Said that it would close the border" reports a plan; "would close it" by itself is a supposition.
            reported = cue_at(tree, below, "reported", at) if _is_reported(tree, at) else None
            found.append((below, reported or cue_below(tree, below, at)))
        elif relation == "amod" and is_trigger:
            found.append((below, cue_at(tree, below, "modifier", at)))
        if relation in SUBJECTS:
            found += [
                (under, cue_at(tree, under, "subject", at)) for under in tree.children(below, {"det", "cc:preconj"})
            ]
            found.append((below, cue_at(tree, below, "subject", at)))
        elif relation in OBLIQUES:
            place = "time" if relation in UNMARKED else "subject"
            found += [
                (under, cue_at(tree, under, place, at))
                for under in tree.children(below, {"det", "cc:preconj"})
                if tree.lemma(under) != "no"  # "at no cost"
            ]
        elif relation == "obj" and is_trigger:
            found += [(under, cue_at(tree, under, "object", at)) for under in (below, *tree.children(below, {"det"}))]
    if is_trigger and _heads_headline(tree, at):
        found += [(under, cue_at(tree, under, "headline", at)) for under in tree.children(at, {"mark"})]
    return [(below, cue) for below, cue in found if cue]


def _marking(tree: Tree, first: int) -> list[Heard]:
    """Return what makes the clause depend to which another is joined: "until they are freed and troops have left"."""
    found = ((below, cue_below(tree, below, first)) for below in tree.children(first, MARKS))
    return [(below, cue) for below, cue in found if cue and cue.factuality == "hypothetical"]


def _is_reported(tree: Tree, at: int) -> bool:
    """Whether a clause is what somebody says, or is joined to one."""
    token = tree.token(at)
    is_joined = token.relation == "conj" and token.head != ROOT
    return "ccomp" in {token.relation, tree.token(token.head).relation if is_joined else ""}


def _supposing(tree: Tree, event: int, verb: int) -> list[Heard]:
    """Return the auxiliaries of a verb that make its subject a supposition: "an attack would be a disaster"."""
    if tree.token(event).relation not in SUBJECTS:
        return []
    return [(at, cue) for at in tree.children(verb, {"aux"}) if (cue := cue_at(tree, at, "effect", event))]


def _heads_headline(tree: Tree, at: int) -> bool:
    """Whether an infinitive is no part of another clause: "Police to guard mosques"."""
    markers = tree.markers(at)
    if "to" not in markers or "for" in markers or tree.children(at, {"cop", "aux"}):
        return False
    above = tree.token(at).head
    if above == ROOT or tree.children(at, SUBJECTS):
        return True
    is_of_noun = tree.token(at).relation == "acl" and tree.token(above).head == ROOT  # "Jakarta to expel a preacher"
    return is_of_noun and not tree.children(above, SUBJECTS | {"cop"})


def _asked(tree: Tree, root: int) -> list[Heard]:
    """Return the mark of a question."""
    return [(at, cue) for at in tree.children(root, {"punct"}) if (cue := cue_at(tree, at, "end", root))]


def _is_taken(tree: Tree, at: int, row: FactualityRow | None) -> bool:
    """Whether a token is what its governor speaks of, and not when, where or why that was.

    A governor that is no cue passes on what stands above it where its subject does the event ("began to shell"), or
    where it brings about what the noun names; not where the noun is known to have happened: "condemned the attack".
    """
    relation, marks, is_known = tree.token(at).relation, marks_of(tree, at), row is not None
    taken = TAKEN - REASONS if relation == "advcl" else TAKEN
    is_content = row is not None and bool((taken | row.words) & marks)
    if relation == "xcomp":
        return True
    if relation in OBJECTS | PASSIVE_SUBJECTS:
        return is_known or not is_definite(tree, at)
    if relation in {"acl", "advcl"}:
        has_clause = is_known and relation == "acl" and bool(tree.children(at, SUBJECTS))
        return "to" in marks or is_content or has_clause
    if relation in OBLIQUES:
        return is_content
    return is_known and relation in COMPLEMENTS | SUBJECTS


def _shares_auxiliaries(tree: Tree, at: int, first: int) -> bool:
    """Whether a coordinated word stands under what the first does: "will visit Paris and meet its mayor"."""
    if tree.token(at).pos == tree.token(first).pos == "NOUN":
        return not tree.children(at, {"case"})
    own = tree.children(at, {"aux", "aux:pass", "nsubj", "nsubj:pass", "mark", "cop"})
    return not own and tree.token(at).pos == tree.token(first).pos and _form(tree, at) == _form(tree, first)


def _form(tree: Tree, at: int) -> str:
    """Return the form of a verb: base, `ing`, or any other."""
    if tree.word(at) == tree.lemma(at):
        return "base"
    return "ing" if tree.word(at).endswith("ing") else "other"
