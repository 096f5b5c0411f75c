"""Tense: a dependency tree and a token in, whether its clause speaks of what was, is or will be out."""

from transforms.language.reading import ROOT
from transforms.syntax import Tree
from transforms.times.sense import Tense
from transforms.times.vocabulary import words_of

REACH = 4  # governors above a verb without a tense of its own: "was expected to begin to talk"
LIGHT = {"xcomp", "ccomp", "advcl", "acl", "conj", "parataxis"}
"""Relations of a clause to the one above whose tense it shares when it shows none."""
AHEAD = {"to", "for"}
FROM = "from"
PURPOSES = ("acl", "advcl")
CLAUSAL = {"cop", "aux", "aux:pass", "nsubj", "nsubj:pass"}
LONGEST_PATH = 20  # governors from a word to its clause; a longer way is a list


def tense_of(tree: Tree, position: int) -> Tense | None:
    """Return the tense of the clause in which a token stands; None when nothing shows it."""
    at, markers = clause_of(tree, position), frozenset(tree.markers(position))
    if FROM in markers and tree.lemma(at) in words_of("future_governor"):
        return "planned"  # "called for a strike from Monday"
    return clause_tense(tree, at, markers)


def clause_tense(tree: Tree, at: int, markers: frozenset[str] = frozenset()) -> Tense | None:
    """Return the tense of the clause of a verb; None when nothing shows it."""
    governors, planning = words_of("future_governor"), words_of("future_verb")
    for _ in range(REACH):
        token = tree.token(at)
        if tree.lemma(at) in planning or (tree.lemma(at) in governors and AHEAD & markers):
            return "planned"  # "has scheduled a meeting Monday", "set for Monday", "expected to leave on Monday"
        own = _own_tense(tree, at)
        if own == "future":
            return own
        is_infinitive = "to" in tree.markers(at)
        if own and not is_infinitive:
            return own
        if is_infinitive and token.relation.startswith(PURPOSES):
            return "planned"  # "a version to be released in June"
        if token.head == ROOT or (token.relation.split(":")[0] not in LIGHT and not is_infinitive):
            return None
        markers = frozenset({"to"}) if is_infinitive else frozenset(tree.markers(at))
        at = clause_of(tree, token.head)
    return None


def is_past_perfect(tree: Tree, position: int) -> bool:
    """Whether the clause of a token tells what had been: "until Thursday they had not met"."""
    helpers = tree.children(clause_of(tree, position), {"aux", "aux:pass"})
    return "had" in {tree.word(at) for at in helpers}


def clause_of(tree: Tree, position: int) -> int:
    """Return the head of the clause in which a token stands: a verb, or what a copula or an auxiliary makes one."""
    for _ in range(LONGEST_PATH):
        token = tree.token(position)
        if token.pos in {"VERB", "AUX"} or token.head == ROOT or tree.children(position, CLAUSAL):
            return position
        position = token.head
    return position


def _own_tense(tree: Tree, at: int) -> Tense | None:
    """Return the tense that a verb and its auxiliaries show."""
    helpers = tree.children(at, {"aux", "aux:pass", "cop"})
    words = [tree.word(helper).replace("’", "'") for helper in helpers]
    future, past = words_of("future_aux"), words_of("past_aux")
    if "have" in words and any(word in {"may", "might", "could", "must", "should", "would"} for word in words):
        return "past"
    if any(word in future for word in words):
        return "future"
    if "going" in (tree.word(at), *words) and "to" in tree.markers(at):
        return "future"
    if any(word in past for word in words):
        return "past"
    if words:
        return "present"
    token, word, lemma = tree.token(at), tree.word(at), tree.lemma(at)
    if token.pos not in {"VERB", "AUX"}:
        return None
    if word.endswith("ing"):
        return None
    if word != lemma:
        return "present" if word.endswith("s") and not word.endswith("ss") and word != "was" else "past"
    return None
