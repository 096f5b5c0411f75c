"""Attribution cues: the tree of a sentence in, who says, thinks or wants what in it out, as tokens of the sentence.

A reporting word fires with its frame: the lexicon says in which slots its content stands. Nothing here knows of
quotation marks or of other sentences.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from transforms.language.reading import ROOT
from transforms.quotes.reporting_words import ReportingWord, load_hedges, load_prepositions, load_words
from transforms.syntax import INDIRECT_OBJECTS, MODIFIERS, OBJECTS, OBLIQUES, PASSIVE_SUBJECTS, Tree

NOUN_CLAUSES = {"acl", "ccomp", "acl:relcl"}
LIGHT = {"aux", "aux:pass", "cop", "compound:prt", "advmod", "neg"}
FREE = {"parataxis", "advcl", "advcl:relcl"}
"""Relations of "he said" to the statement that it stands in or after."""
SUBJECTIVE = {"nsubj", "nsubj:outer", "csubj"}
PLACES_OF_SOURCES = {"by", "of", "from", "among", "in"}
ADDRESSED = {"to", "with"}
NEGATIONS = {"not", "never", "no", "n't", "n’t", "without", "neither", "nor"}
BEFORE_A_NOUN = MODIFIERS | {"nummod", "nmod:poss"}
NEAR = 3  # tokens between a cue and its auxiliaries
REACH_OF_PASSIVE = 2  # governors above "as saying" in which "was quoted" stands


@dataclass(frozen=True)
class Attribution:
    """Something attributed within one sentence, in tokens."""

    word: ReportingWord | None
    act: str
    is_claim: bool
    cue: tuple[int, ...]
    """The tokens of the cue, its main one first."""
    content: frozenset[int]
    is_statement: bool
    """Whether the content is a whole statement, not a thing that is spoken of."""
    speakers: tuple[int, ...]
    """Heads of the phrases that name the speaker, in the order of preference."""
    addressees: tuple[int, ...] = ()
    is_negated: bool = False
    is_hedged: bool = False


def find_attributions(tree: Tree) -> list[Attribution]:
    """Return what a sentence attributes, in the order of its cues."""
    words, found = load_words(), list[Attribution]()
    for at in range(len(tree.reading.tokens)):
        word = words.get((tree.lemma(at), tree.token(at).pos))
        if word is not None:
            finders = {"VERB": _by_verb, "NOUN": _by_noun, "ADJ": _by_adjective, "ADV": _by_adverb}
            found += finders[word.pos](tree, at, word)
    found += _by_preposition(tree)
    return sorted(_with_shared_speakers(tree, list(_without_shells(tree, found))), key=lambda speaker: speaker.cue[0])


def _with_shared_speakers(tree: Tree, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield the attributions, those by a participle behind a statement with the speaker of that statement.

    In "She said that talks would go on, adding that ..." the tree hangs "adding" on what was said.
    """
    said_at: dict[int, Attribution] = {}
    for attribution in found:
        if attribution.is_statement and attribution.word and attribution.word.pos == "VERB":
            for at in attribution.content:
                said_at.setdefault(at, attribution)
    for attribution in found:
        token = tree.token(attribution.cue[0])
        above = said_at.get(token.head) if token.relation == "advcl" else None
        if above and attribution.cue[0] not in above.content and not _has_subject(tree, attribution.cue[0]):
            yield replace(attribution, speakers=above.speakers)
        else:
            yield attribution


def _without_shells(tree: Tree, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Yield the attributions but those whose content is only another cue: "repeated his claim that"."""
    nouns = {attribution.cue[0] for attribution in found if attribution.word and attribution.word.pos == "NOUN"}
    for attribution in found:
        if attribution.is_statement or not any(
            tree.token(at).head not in attribution.content and at in nouns for at in attribution.content
        ):
            yield attribution


def _by_verb(tree: Tree, at: int, word: ReportingWord) -> Iterator[Attribution]:
    """Yield what a verb attributes."""
    if tree.token(at).relation in {"amod", "case", "fixed", "mark", "compound"}:
        return
    is_passive = tree.is_passive(at) or _is_participle(tree, at)
    content, is_statement = _content_of_verb(tree, at, word, is_passive=is_passive)
    if not content:
        return
    heads = [one for one in _speakers_of_verb(tree, at, is_passive=is_passive) if one not in content]
    hearers = tree.children(at, INDIRECT_OBJECTS | OBJECTS | (PASSIVE_SUBJECTS if is_passive else frozenset()))
    if not heads and not is_passive and is_statement and min(content) < at:
        # "..., tweeted the mayor": what stands after the verb is who speaks.
        heads, hearers = [hearer for hearer in hearers if hearer > at and hearer not in content], []
    hearers += [child for child in tree.children(at, OBLIQUES) if ADDRESSED & set(tree.markers(child))]
    if not heads and not is_passive and tree.token(at).relation == "root":
        return  # "Read more: ..." tells the reader what to do
    if _is_participle(tree, at):
        hearers = tree.subjects(at)
    yield _attribution(
        tree, at, word, content, is_statement=is_statement, speakers=heads, hearers=hearers if is_statement else []
    )


def _is_participle(tree: Tree, at: int) -> bool:
    """Whether a verb opens a clause as a passive participle: "Asked whether it was ready, the army ..."."""
    is_bare = not tree.children(at, {"mark", "aux", "nsubj", "nsubj:pass", "aux:pass"})
    return tree.token(at).relation == "advcl" and is_bare and tree.word(at).endswith("ed")


def _attribution(  # noqa: PLR0913, the parts of an attribution
    tree: Tree,
    at: int,
    word: ReportingWord,
    content: Iterable[int],
    *,
    is_statement: bool,
    speakers: Sequence[int],
    hearers: Sequence[int] = (),
) -> Attribution:
    inside = frozenset(content)
    around = [*tree.children(at, {"aux", "advmod", "det", "mark", "cc:preconj"})]
    light = [child for child in tree.children(at, LIGHT) if child not in inside and abs(child - at) <= NEAR]
    said = {tree.word(one) for one in around} | {tree.lemma(one) for one in around}
    if word.pos == "ADV":
        said.add(tree.word(at))
    above = tree.token(at).head
    is_under = above != ROOT and tree.token(at).relation == "xcomp"
    if is_under:
        said.add(tree.lemma(above))
    return Attribution(
        word=word,
        act=word.act,
        is_claim=word.is_claim and is_statement,
        cue=(at, *(one for one in light if one != at)),
        content=inside,
        is_statement=is_statement,
        speakers=tuple(speakers),
        addressees=tuple(hearer for hearer in hearers if hearer not in inside),
        is_negated=bool(said & NEGATIONS),
        is_hedged=bool(said & load_hedges()),
    )


def _speakers_of_verb(tree: Tree, at: int, *, is_passive: bool) -> list[int]:
    """Return the heads of the phrases that name who speaks."""
    if is_passive:
        return tree.agents(at)
    if "as" in tree.markers(at) and (quoted := passive_above(tree, at)) is not None:
        return tree.children(quoted, PASSIVE_SUBJECTS)
    return [subject for subject in tree.subjects(at) if tree.token(subject).relation != "expl"]


def passive_above(tree: Tree, at: int) -> int | None:
    """Return the passive verb on which "as saying" hangs, through its agent or directly; None when there is none."""
    for _ in range(REACH_OF_PASSIVE):
        at = tree.token(at).head
        if at == ROOT:
            return None
        if tree.token(at).pos == "VERB":
            return at if tree.children(at, PASSIVE_SUBJECTS) else None
    return None


def _content_of_verb(tree: Tree, at: int, word: ReportingWord, *, is_passive: bool) -> tuple[set[int], bool]:
    """Return the tokens of what a verb attributes, and whether they are a statement."""
    frame, inside = set(word.frame), tree.inside
    topics = tree.children(at, {"nsubj:pass"}) if is_passive else []
    if "clause" in frame:
        # "It was reported that ...": a passive may have the clause for its subject.
        if clauses := tree.children(at, {"ccomp"} | ({"csubj:pass", "csubj"} if is_passive else set())):
            return {one for clause in clauses for one in _own(tree, clause)}, True
        if governed := _statement_above(tree, at):
            return governed, True
        if said := [child for child in tree.children(at, {"parataxis"}) if child > at and _has_subject(tree, child)]:
            return set(inside(said[0])), True
    complements = tree.children(at, {"xcomp"})
    infinitives = [
        complement
        for complement in complements
        if "to" in tree.markers(complement) or tree.word(complement).endswith("ing")
    ]
    if infinitives and (frame & {"infinitive", "object_infinitive"} or is_passive):
        # "Troops are expected to move": what is expected begins with the subject.
        with_subject = topics if "object_infinitive" not in frame or word.act != "demands" else []
        if word.act == "hopes":
            with_subject = [*with_subject, *tree.children(at, OBJECTS)]
        return {one for head in (*with_subject, *infinitives) for one in _own(tree, head)}, True
    objects = topics or tree.children(at, OBJECTS)
    if not objects and tree.token(at).relation == "acl:relcl" and "object" in frame:
        return _antecedent(tree, at), False
    if "predicate" in frame and (objects or complements):
        predicates = [*complements, *(child for child in tree.children(at, OBLIQUES) if "as" in tree.markers(child))]
        if predicates and objects:
            return {one for head in (*objects, *predicates) for one in inside(head)}, True
    marked = [head for head in tree.children(at, OBLIQUES | {"advcl"}) if frame & set(tree.markers(head))]
    topical = [head for head in marked if "of" not in tree.markers(head) or "of" in frame]
    spoken = {one for head in topical for one in _unmarked(tree, head)}
    if "object" in frame and objects:
        spoken |= {one for head in objects for one in inside(head)}
    return spoken, False


def _own(tree: Tree, clause: int) -> set[int]:
    """Return a clause without a participle after a comma at its end, which says what the speaker did besides."""
    own = set(tree.inside(clause))
    for at in tree.children(clause, {"advcl"}):
        below = set(tree.inside(at))
        first = min(below)
        comes_after = first > clause and first > 0 and (tree.word(first) == "," or tree.word(first - 1) == ",")
        if comes_after and tree.word(at).endswith("ing") and not tree.children(at, SUBJECTIVE | {"mark"}):
            own -= below
    return own


def _has_subject(tree: Tree, at: int) -> bool:
    return bool(tree.children(at, SUBJECTIVE | PASSIVE_SUBJECTS))


def _unmarked(tree: Tree, head: int) -> set[int]:
    """Return a phrase or clause without the preposition that introduces it."""
    markers = {one for mark in tree.children(head, {"case", "mark"}) for one in tree.inside(mark)}
    return set(tree.inside(head)) - markers


def _statement_above(tree: Tree, at: int) -> set[int]:
    """Return the statement in or after which "he said" or "as he said" stands; empty where it does not."""
    token = tree.token(at)
    if token.head == ROOT or token.relation not in FREE or not _has_subject(tree, at):
        return set()
    markers = tree.markers(at)
    if token.relation != "parataxis" and "as" not in markers:
        return set()
    return set(tree.inside(token.head)) - set(tree.inside(at))


def _antecedent(tree: Tree, at: int) -> set[int]:
    """Return the phrase that a relative clause speaks of, without the clause; empty where it is the speaker."""
    noun = tree.token(at).head
    subjects = tree.children(at, SUBJECTIVE)
    if not subjects or any(subject == noun for subject in tree.subjects(at)):
        return set()
    return set(tree.inside(noun)) - set(tree.inside(at))


def _by_noun(tree: Tree, at: int, word: ReportingWord) -> Iterator[Attribution]:
    """Yield what a noun attributes: "the claim that", "a call for"."""
    if tree.token(at).relation in MODIFIERS:
        return
    content, is_statement = _content_of_noun(tree, at, word)
    if not content or at in content:
        return
    speakers = [one for one in _speakers_of_noun(tree, at) if one not in content]
    yield _attribution(tree, at, word, content, is_statement=is_statement, speakers=speakers)


def _content_of_noun(tree: Tree, at: int, word: ReportingWord) -> tuple[set[int], bool]:
    clauses = [child for child in tree.children(at, NOUN_CLAUSES) if _is_that_clause(tree, child)]
    if "clause" in word.frame and clauses:
        return set(tree.inside(clauses[0])), True
    infinitives = [child for child in tree.children(at, {"acl", "xcomp"}) if "to" in tree.markers(child)]
    if "infinitive" in word.frame and infinitives:
        return set(tree.inside(infinitives[0])), True
    token = tree.token(at)
    copulas = set(tree.children(token.head, {"cop"})) if token.relation.startswith("nsubj") else set()
    if "clause" in word.frame and copulas and "that" in tree.markers(token.head):
        # "The worry is that prices rise."
        return set(tree.inside(token.head)) - set(tree.inside(at)) - copulas, True
    spoken: set[int] = set()
    for child in tree.children(at, OBLIQUES):
        markers = set(tree.markers(child))
        if markers & set(word.frame) and not ("of" in markers and "clause" not in word.frame):
            spoken |= _unmarked(tree, child)
    return spoken, False


def _is_that_clause(tree: Tree, at: int) -> bool:
    """Whether a clause tells what a noun is about; in a relative clause "that" takes part instead."""
    return any(tree.lemma(child) == "that" for child in tree.children(at, {"mark"}))


def _speakers_of_noun(tree: Tree, at: int) -> list[int]:
    owners = tree.children(at, {"nmod:poss"})
    owners += [child for child in tree.children(at, OBLIQUES) if PLACES_OF_SOURCES & set(tree.markers(child))]
    owners += [child for child in tree.children(at, MODIFIERS) if tree.token(child).pos == "PROPN"]
    if not owners:
        token = tree.token(at)
        if token.relation in OBJECTS | {"obl", "xcomp"} and token.head != ROOT and tree.token(token.head).pos == "VERB":
            owners += tree.doers(token.head)
    return owners


def _by_adjective(tree: Tree, at: int, word: ReportingWord) -> Iterator[Attribution]:
    """Yield what an adjective attributes: "is confident that"."""
    if not tree.children(at, {"cop"}) and tree.token(at).relation not in {"xcomp", "root", "conj"}:
        return
    frame = set(word.frame)
    clauses = [child for child in tree.children(at, {"ccomp", "advcl", "xcomp"}) if "clause" in frame]
    clauses = [clause for clause in clauses if tree.token(clause).relation == "ccomp" or "that" in tree.markers(clause)]
    infinitives = [child for child in tree.children(at, {"xcomp", "advcl"}) if "to" in tree.markers(child)]
    content: set[int] = set()
    is_statement = True
    if clauses:
        content = set(tree.inside(clauses[0]))
    elif "infinitive" in frame and infinitives:
        content = set(tree.inside(infinitives[0]))
    else:
        is_statement = False
        for child in tree.children(at, OBLIQUES | {"advcl"}):
            if frame & set(tree.markers(child)):
                content |= _unmarked(tree, child)
    speakers = [
        subject for subject in tree.subjects(at) if subject not in content and tree.token(subject).relation != "expl"
    ]
    if content and speakers:
        yield _attribution(tree, at, word, content, is_statement=is_statement, speakers=speakers)


def _by_adverb(tree: Tree, at: int, word: ReportingWord) -> Iterator[Attribution]:
    """Yield what an adverb puts down to somebody who is not named: "has reportedly withdrawn"."""
    head = tree.token(at).head
    if head == ROOT or (tree.lemma(head), "VERB") in load_words():
        return  # "reportedly said" only weakens what is said
    if tree.token(head).pos in {"VERB", "ADJ", "NOUN"} and _has_subject(tree, head):
        yield _attribution(tree, at, word, set(tree.inside(head)) - {at}, is_statement=True, speakers=())


def _by_preposition(tree: Tree) -> Iterator[Attribution]:
    """Yield what words before a source attribute: the clause in which "according to" stands."""
    listed = load_prepositions()
    longest = max(map(len, listed))
    for at in range(len(tree.reading.tokens)):
        for length in range(longest, 0, -1):
            words = tuple(tree.word(one) for one in range(at, min(at + length, len(tree.reading.tokens))))
            if words in listed:
                yield from _of_source(tree, at, at + len(words), listed[words])
                break


def _of_source(tree: Tree, first: int, last: int, act: str) -> Iterator[Attribution]:
    """Yield what the words from `first` up to `last` attribute to the source that follows them."""
    source = tree.token(first).head
    outside = [one for one in range(last, len(tree.reading.tokens)) if tree.token(one).pos not in {"DET", "PUNCT"}]
    while source != ROOT and first <= source < last:
        source = tree.token(source).head
    if source == ROOT or source < last:  # a tree that hangs the source below the words
        below = [one for at in range(first, last) for one in tree.below[at] if one >= last]
        source = below[0] if below else (_noun_of(tree, outside[0]) if outside else ROOT)
    if source == ROOT:
        return
    phrase = {*tree.inside(source), *range(first, last)}
    head = source
    while head in phrase and tree.token(head).head != ROOT:
        head = tree.token(head).head
    statement = set(tree.inside(_clause_of(tree, head))) - phrase
    if statement:
        yield Attribution(
            word=None,
            act=act,
            is_claim=True,
            cue=tuple(range(first, last)),
            content=frozenset(statement),
            is_statement=True,
            speakers=(source,),
        )


def _noun_of(tree: Tree, at: int) -> int:
    """Return the noun before which a word stands: of "two fishermen" the fishermen; any other word as it is."""
    while tree.token(at).relation in BEFORE_A_NOUN and tree.token(at).head > at:
        at = tree.token(at).head
    return at


def _clause_of(tree: Tree, at: int) -> int:
    """Return the head of the whole statement in which a token stands, climbing from phrases and from conjuncts."""
    seen: set[int] = set()
    while tree.token(at).head != ROOT and at not in seen:
        seen.add(at)
        token = tree.token(at)
        if token.relation in {"ccomp", "parataxis"}:
            return at
        at = token.head
    return at
