"""Speakers: the head of a phrase in, the mention and the words of who speaks, is spoken to or passes it on out."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from transforms.mentions import Spotted
from transforms.quotes.attribution_cues import passive_above
from transforms.quotes.quote_drafts import Piece, Read
from transforms.syntax import RELATIVE_PRONOUNS, Tree

BREAKS_OFF = {"acl:relcl", "appos", "parataxis", "cc", "conj", "advcl", "orphan"}
"""Relations below the head of a phrase that do not say who it is."""
NAMING = {"name": 0, "nominal": 1, "pronoun": 2, "demonym": 3}


MEDIUM, JOURNALISM = "media", "JRN"
NEAR = 3  # governors between a medium and the cue: "said in an interview with the channel"
BESIDE = 2  # tokens; "told the agency", whatever the tree makes of it


@dataclass(frozen=True)
class Person:
    """Who fills a place of a quote."""

    piece: Piece
    words: str
    spotted: Spotted | None


def person_at(read: Read, head: int, spotted: Sequence[Spotted]) -> Person | None:
    """Return who the phrase around a head is; None for a relative pronoun that stands for nobody known."""
    # "The secretary of the council Ann Lee": who it is stands beside the office.
    beside = set(read.tree.children(head, {"appos", "flat", "compound"}))
    same = [mention for mention in spotted if mention.head == head]
    if not any(mention.mention.kind == "name" for mention in same):
        same += [mention for mention in spotted if mention.head in beside and is_person(mention)]
    same = same or [mention for mention in spotted if mention.first <= head < mention.last]
    best = min(same, key=lambda mention: (NAMING[mention.mention.kind], mention.first - mention.last), default=None)
    if best is None and (read.tree.lemma(head) in RELATIVE_PRONOUNS or read.tree.token(head).pos in {"DET", "VERB"}):
        return None
    first, last = phrase_of(read.tree, head)
    if best is not None:
        is_name = best.mention.kind in {"name", "pronoun"}
        first = best.first if is_name and best.head == head else min(first, best.first)
        last = best.last if is_name and best.head == head else max(last, best.last)
    return Person(read.piece(first, last), read.tree.reading.words(first, last), best)


def is_person(spotted: Spotted) -> bool:
    """Whether a mention is the name of a person."""
    return spotted.mention.kind == "name" and spotted.entity is not None and spotted.entity.kind == "person"


def phrase_of(tree: Tree, head: int) -> tuple[int, int]:
    """Return the tokens of a noun phrase around its head, up to the first comma or clause after it."""
    outside = {one for at in tree.children(head, BREAKS_OFF | {"case"}) for one in tree.inside(at)}
    # The mark of a possessor stands in its phrase, a preposition before it does not.
    outside = {one for one in outside if tree.token(one).relation != "case" or one < head}
    inside = set(tree.inside(head)) - outside
    first = last = head
    while first - 1 in inside and tree.word(first - 1) not in {",", ":", ";", "(", "—", "–"}:
        first -= 1
    while last + 1 in inside and tree.word(last + 1) not in {",", ":", ";", "(", "—", "–"}:
        last += 1
    while first < head and tree.token(first).pos == "PUNCT":
        first += 1
    while last > head and _dangles(tree, first, last):
        last -= 1
    return first, last + 1


def _dangles(tree: Tree, first: int, last: int) -> bool:
    """Whether the last token of a phrase is a mark that closes nothing within it."""
    if tree.token(last).pos != "PUNCT":
        return False
    marks = [at for at in range(first, last + 1) if tree.token(at).pos == "PUNCT"]
    return len(marks) % 2 == 1


def outlet_of(
    read: Read, cue: int, spotted: Sequence[Spotted], content: Set[int], heads: Sequence[int]
) -> Spotted | None:
    """Return the medium through which a statement came: right after its cue, or hanging on it or on its governor."""
    tree, above = read.tree, {cue}
    governor = passive_above(tree, cue)
    if governor is not None and tree.token(cue).relation != "root":
        above.add(governor)  # "was quoted by the agency as saying"
    speaking = {at for head in heads for at in tree.inside(head)}
    for mention in spotted:
        if mention.head in content or mention.head in heads or not is_medium(mention):
            continue
        if cue < mention.first <= cue + BESIDE:
            return mention
        if mention.head in speaking:
            continue
        at, steps = mention.head, 0
        while at >= 0 and at not in above and steps <= NEAR:
            at, steps = tree.token(at).head, steps + 1
        if at in above:
            return mention
    return None


def is_medium(spotted: Spotted) -> bool:
    """Whether a mention is a news medium."""
    kind = spotted.entity.kind if spotted.entity else None
    return kind == MEDIUM or spotted.mention.sector == JOURNALISM
