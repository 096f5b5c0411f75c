"""Aspects: a report in its sentence in, how its clause speaks of it out."""

from dataclasses import dataclass

from transforms.document_drafts import CodedReport
from transforms.language.reading import ROOT
from transforms.occurrence.scene import Scene, Stage
from transforms.syntax import Tree
from transforms.times.tense import clause_of, clause_tense
from transforms.times.vocabulary import words_of

CLAUSAL = {"advcl", "acl", "acl:relcl", "ccomp", "xcomp", "conj", "parataxis", "csubj"}
SHARED = {"conj", "xcomp"}
HELPERS = {"aux", "aux:pass", "cop"}
QUOTES = '"“”'
EARLY = 3  # sentences of the body that tell the news
LONG = 15  # sentences; what stands further on is often background


@dataclass(frozen=True)
class Aspect:
    """How a document speaks of what a report tells."""

    trigger: int
    form: str
    """Tense and aspect of a verb, or `noun`, `adjective`."""
    clause: int
    """Head of its clause."""
    tense: str
    """Tense and aspect of its clause, which may be that of another verb."""
    above: str
    """Tense and aspect of the clause above."""
    relation: str
    """Relation of its clause to the one above, with its marker: `advcl:after`."""
    role: str
    """Relation of a noun to its governor, with its preposition; empty for a verb."""
    determiner: str
    """What determines a noun: `the`, `a`, `none`, ...; empty for a verb."""
    place: str
    """Where in the document it stands."""
    is_quoted: bool


def aspect_of(stage: Stage, scene: Scene, report: CodedReport) -> Aspect:
    """Return how a report is told."""
    tree, trigger = scene.tree, scene.trigger_of(report)
    clause = clause_of(tree, trigger)
    upper = tree.token(clause).head
    is_verb = tree.token(trigger).pos == "VERB"
    before = scene.reading.text[: tree.token(trigger).start]
    return Aspect(
        trigger=trigger,
        form=form_of(tree, trigger),
        clause=clause,
        tense=form_of(tree, clause),
        above=form_of(tree, clause_of(tree, upper)) if upper != ROOT else "",
        relation=relation_of(tree, clause),
        role="" if is_verb else _with_marker(tree, trigger),
        determiner="" if is_verb else _determiner(tree, trigger),
        place=place_of(stage, scene),
        is_quoted=sum(before.count(mark) for mark in QUOTES) % 2 == 1,
    )


def form_of(tree: Tree, position: int) -> str:
    """Return tense and aspect of a verb, the part of speech of another word."""
    token, word = tree.token(position), tree.word(position)
    helpers = [tree.word(at) for at in tree.children(position, HELPERS)]
    if not helpers and token.relation.split(":")[0] == "conj" and token.head != ROOT and _is_participle(tree, position):
        helpers = [tree.word(at) for at in tree.children(token.head, HELPERS)]
    if token.pos not in {"VERB", "AUX"} and not helpers:
        return token.pos.lower()
    if "to" in tree.markers(position):
        return "infinitive"
    if form := _of_helpers(helpers, word):
        return form
    if word.endswith("ing"):
        return "gerund"
    if token.relation in {"acl", "amod"}:
        return "participle"
    return clause_tense(tree, position) or "bare"


def _of_helpers(helpers: list[str], word: str) -> str | None:
    """Return what auxiliaries tell of a verb."""
    told = {helper.replace("’", "'") for helper in helpers}
    if told & set(words_of("future_aux")):
        return "modal"
    if told & {"had", "'d"}:
        return "pluperfect"
    is_on = word.endswith("ing")
    if told & {"has", "have", "'ve"}:
        return "perfect progressive" if is_on else "perfect"
    if told & {"was", "were"}:
        return "past progressive" if is_on else "past"
    if told & {"is", "are", "am", "'s", "'re", "'m"}:
        return "progressive" if is_on else "present"
    return "past" if "did" in told else None


def _is_participle(tree: Tree, position: int) -> bool:
    word = tree.word(position)
    return word.endswith("ing") or word != tree.lemma(position)


def relation_of(tree: Tree, clause: int) -> str:
    """Return how a clause hangs on the one above, with the word that introduces it."""
    token = tree.token(clause)
    relation = token.relation if token.relation in CLAUSAL else token.relation.split(":")[0]
    if relation in {"advcl", "acl"}:
        markers = sorted(set(tree.markers(clause)))
        return f"{relation}:{markers[0]}" if markers else relation
    return relation


def _with_marker(tree: Tree, position: int) -> str:
    relation = tree.token(position).relation
    markers = sorted(set(tree.markers(position)))
    return f"{relation}:{markers[0]}" if markers else relation


def _determiner(tree: Tree, noun: int) -> str:
    found = tree.children(noun, {"det", "nmod:poss", "nummod"})
    if not found:
        return "plural" if tree.word(noun) != tree.lemma(noun) else "none"
    first = found[0]
    relation = tree.token(first).relation
    return {"nmod:poss": "possessive", "nummod": "number"}.get(relation, tree.word(first))


def place_of(stage: Stage, scene: Scene) -> str:
    """Return where in a document a sentence stands."""
    if scene.kind != "body":
        return scene.kind
    behind = scene.place - stage.lead
    return "lead" if behind == 0 else "early" if behind < EARLY else "middle" if behind < LONG else "late"
