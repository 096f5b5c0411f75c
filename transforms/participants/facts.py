"""Facts: what speaks for and against somebody filling a role that a report's own sentence leaves open."""

from collections.abc import Iterator, Sequence

from transforms.language.reading import ROOT
from transforms.mentions import Spotted
from transforms.participants.scene import OTHER, Act, Referent, Scene
from transforms.syntax import PASSIVE_SUBJECTS, SUBJECTS, Tree

FAR = (0, 1, 2, 4, 8)
"""Upper ends of the classes of distances, in sentences."""
SURE = (0.05, 0.2, 0.4, 0.6)
"""Upper ends of the classes of what a classifier believes."""
MANY = 5  # mentions from which more say nothing


def nobody(scene: Scene, index: int, role: str) -> list[str]:
    """Return what speaks for a role being left open."""
    act = scene.acts[index]
    tree = scene.trees[act.sentence]
    kind, pos = act.report.event_type, tree.token(act.token).pos
    similar = scene.similar(index)
    facts = [
        "",
        kind,
        f"{kind},mode={act.report.mode}",
        f"{kind},{pos}",
        f"{kind},other={bool(act.filled[OTHER[role]])}",
        f"title={act.sentence == 0},{pos}",
        f"similar={any(one.filled[role] for one in similar)},{pos}",
        f"passive={pos == 'VERB' and tree.is_passive(act.token)}",
        f"pronoun={bool(act.filled[role])}",
        f"mutual={act.report.is_mutual}",
        f"factuality={act.report.factuality}",
    ]
    return [f"{role}:nobody,{fact}" for fact in facts]


def filling(scene: Scene, index: int, role: str, option: Sequence[str]) -> list[str]:
    """Return what speaks for those of an option, by their entities, filling a role."""
    act = scene.acts[index]
    referent = scene.referents[option[0]]
    facts = [
        f"size={min(len(option), 3)}",
        *_who(act, referent),
        *_where(scene, act, referent),
        *_acting(scene, index, role, option),
        *_beside(scene, index, role, option),
    ]
    return [f"{role}:{fact}" for fact in facts]


def _who(act: Act, referent: Referent) -> Iterator[str]:
    """Yield what somebody is."""
    best, kind = referent.best, act.report.event_type
    sector = best.mention.sector
    entity = best.entity.kind if best.entity else None
    yield f"sector={sector}"
    yield f"sector={sector},{kind}"
    yield f"sector={sector},{kind},{act.report.mode}"
    yield f"entity={entity}"
    yield f"entity={entity},{kind}"
    yield f"kind={best.mention.kind}"
    yield f"country={best.mention.country is not None},{best.mention.kind}"
    yield f"count={min(len(referent.mentions), MANY)}"


def _where(scene: Scene, act: Act, referent: Referent) -> Iterator[str]:
    """Yield where somebody is mentioned, seen from the report."""
    sentence, one = referent.nearest(act.sentence)
    tree, kind = scene.trees[sentence], act.report.event_type
    distance, side = step(abs(sentence - act.sentence), FAR), "after" if sentence > act.sentence else "before"
    grammar = grammar_of(tree, one)
    yield f"distance={distance},{side}"
    yield f"distance={distance},{side},{grammar}"
    yield f"opening={referent.places[0] == 0}"
    if sentence == act.sentence:
        yield f"path={path(tree, act.token, one.head)}"
        yield f"path={path(tree, act.token, one.head)},{kind}"
        yield f"follows={one.first > act.token},{tree.token(act.token).pos}"
    else:
        yield f"speaks={is_speaker(tree, one)},{distance}"


def _acting(scene: Scene, index: int, role: str, option: Sequence[str]) -> Iterator[str]:
    """Yield what those of an option do in reports of the same type."""
    act, members = scene.acts[index], set(option)
    tree = scene.trees[act.sentence]
    lemma, pos = tree.lemma(act.token), tree.token(act.token).pos
    theirs = set(act.filled[OTHER[role]])
    found = False
    for other in sorted(scene.similar(index), key=lambda one: abs(one.sentence - act.sentence)):
        parts = [name for name in OTHER if members <= set(other.filled[name])]
        if not parts or found:
            continue
        found = True
        distance = step(abs(other.sentence - act.sentence), FAR)
        is_same = scene.trees[other.sentence].lemma(other.token) == lemma
        is_whole = members == set(other.filled[parts[0]])
        meets = bool(theirs & set(other.filled[OTHER[parts[0]]]))
        disagrees = bool(theirs) and bool(other.filled[OTHER[parts[0]]]) and not meets
        part = "same" if role in parts else "other"
        yield f"acting={part}"
        yield f"acting={part},{act.report.event_type}"
        yield f"acting={part},distance={distance}"
        yield f"acting={part},lemma={is_same}"
        yield f"acting={part},whole={is_whole}"
        yield f"acting={part},meets={meets},disagrees={disagrees}"
        yield f"acting={part},{pos},{_use(tree, act.token)}"
        yield f"acting={part},mode={other.report.mode == act.report.mode}"
        yield f"acting={part},factuality={other.report.factuality}"
    if not found:
        yield f"acting=none,{any(one.filled[role] for one in scene.similar(index))}"
    shares = [one for one in scene.similar(index) if members == set(one.filled[role])]
    yield f"acting,times={min(len(shares), 3)}"


def _beside(scene: Scene, index: int, role: str, option: Sequence[str]) -> Iterator[str]:
    """Yield what those of an option do in the reports in and around the sentence."""
    act, members = scene.acts[index], set(option)
    for other in scene.beside(index):
        for part in OTHER:
            if members <= set(other.filled[part]):
                near = other.sentence - act.sentence
                yield f"beside={part},{near}"
                yield f"beside={part},{other.report.event_type},{act.report.event_type}"
                return
    yield "beside=none"
    _ = role


def step(value: float, ends: Sequence[float]) -> int:
    """Return the class of a value, from 0: that of the first end which it does not exceed."""
    return next((index for index, end in enumerate(ends) if value <= end), len(ends))


def grammar_of(tree: Tree, mention: Spotted) -> str:
    """Return the function of a mention in its clause."""
    relation = tree.token(mention.head).relation
    for name, relations in (("subject", SUBJECTS), ("passive", PASSIVE_SUBJECTS)):
        if relation in relations:
            return name
    return relation.split(":")[0] if relation in KNOWN else "inner"


KNOWN = {"obj", "obl", "obl:agent", "root", "nmod:poss", "conj", "appos"}


def path(tree: Tree, trigger: int, head: int) -> str:
    """Return how a mention hangs on a trigger in the tree, within few steps: `nsubj`, `^acl.nsubj`; else `far`."""
    above = [trigger]
    while len(above) < STEPS and tree.token(above[-1]).head != ROOT:
        above.append(tree.token(above[-1]).head)
    at, down = head, list[str]()
    while len(down) < STEPS:
        if at in above:
            up = [f"^{tree.token(one).relation}" for one in above[: above.index(at)]]
            return ".".join((*up, *reversed(down))) or "itself"
        token = tree.token(at)
        down.append(token.relation)
        if token.head == ROOT:
            break
        at = token.head
    return "far"


STEPS = 3  # tokens from a trigger up to what it shares with a mention, and from there down


def is_speaker(tree: Tree, mention: Spotted) -> bool:
    """Whether a mention is the subject of a verb with a clause that tells what was said."""
    token = tree.token(mention.head)
    is_subject = token.relation in SUBJECTS and token.head != ROOT
    return is_subject and bool(tree.children(token.head, {"ccomp", "parataxis"}))


def _use(tree: Tree, at: int) -> str:
    """Return how a noun is introduced, which tells whether it takes up what was told."""
    words = {tree.word(below) for below in tree.children(at, {"det", "nmod:poss"})}
    return "definite" if words & {"the", "this", "that", "these", "those", "both"} else "other"
