"""Takes a verb, gives whether it tells of a game: a score stands beside it, as in "beat Chelsea 3-1"."""

from transforms.syntax import HYPHENS, Tree

DASHES = HYPHENS | {"\u2012", "\u2013"}


def has_score(tree: Tree, verb: int) -> bool:
    """Whether two bare numbers with a dash between them say how what a verb tells came out."""
    return any(_is_score(tree, at) for at in tree.children(verb, {"obl:unmarked"}))


def _is_score(tree: Tree, at: int) -> bool:
    """Whether a number goes on with a dash and another: of "killed 30-40 villagers" the first belongs to them."""
    others = tree.children(at, {"nmod"}) if tree.token(at).pos == "NUM" else []
    return any(
        tree.token(other).pos == "NUM" and any(tree.word(mark) in DASHES for mark in tree.children(other, {"case"}))
        for other in others
    )
