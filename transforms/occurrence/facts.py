"""Facts: a report and days that it may have in, what speaks for and against these days out."""

from collections.abc import Iterator

from transforms.document_drafts import CodedReport
from transforms.language.reading import ROOT
from transforms.occurrence.aspects import Aspect, form_of, relation_of
from transforms.occurrence.candidates import Candidate
from transforms.occurrence.scene import STEM, Scene, Stage
from transforms.tables import Time
from transforms.times.tense import clause_of

PROBABLE = (0.1, 0.3, 0.5, 0.8)
TOKENS = (0, 2, 5, 10, 20)
AWAY = (0, 1, 6, 31, 366, 1000)
DEEP = 6
PARTS = 8  # of a document, in which a sentence stands
PASSAGE = 4  # sentences before one whose times still hold for it


def facts_of(stage: Stage, scene: Scene, report: CodedReport, aspect: Aspect, candidate: Candidate) -> list[str]:
    """Return what speaks for or against a candidate."""
    always = (f"mode={report.event_type}/{report.mode}", f"depth={PARTS * scene.place // len(stage.scenes)}")
    if candidate.time is None or candidate.scene is None:
        facts = _of_publication(stage, scene, report, aspect)
        return [f"{candidate.kind}:{fact}" for fact in (*always, *facts)]
    if candidate.scene is scene:
        facts = _of_own_time(stage, scene, report, aspect, candidate.time)
        return [f"{candidate.kind}:{fact}" for fact in (*always, *facts)]
    kind = "other" if candidate.kind == "at" else f"other {candidate.kind}"
    return [f"{kind}:{fact}" for fact in (*always, *_of_other_time(stage, scene, report, aspect, candidate))]


def _of_publication(stage: Stage, scene: Scene, report: CodedReport, aspect: Aspect) -> Iterator[str]:
    yield "bias"
    verb = f"{aspect.form}" if aspect.form != "noun" else f"noun {aspect.determiner}"
    yield f"form={verb}"
    yield f"form={verb},place={aspect.place}"
    yield f"tense={aspect.tense}"
    yield f"tense={aspect.tense},place={aspect.place}"
    yield f"above={aspect.above}"
    yield f"relation={aspect.relation}"
    yield f"relation={aspect.relation},tense={aspect.tense}"
    yield f"role={aspect.role}"
    yield f"role={aspect.role},{aspect.determiner}"
    yield f"place={aspect.place}"
    yield f"type={report.event_type}"
    yield f"type={report.event_type},{aspect.form == 'noun'}"
    yield f"type={report.event_type},tense={aspect.tense}"
    yield f"quoted={aspect.is_quoted}"
    yield f"dated={stage.document.published_last_on is not None}"
    yield f"length={_bin(len(stage.scenes), (5, 10, 20, 40))}"
    yield f"times={min(len(scene.times), 2)}"
    after = _last_named(stage, scene)
    yield f"after={after}"
    yield f"after={after},tense={aspect.tense}"
    yield f"after={after},place={aspect.place}"
    yield f"after={after},{verb}"
    yield f"own={_own_named(stage, scene)},tense={aspect.tense}"
    lead = lead_of(stage, scene, report, aspect)
    yield f"lead={lead}"
    yield f"lead={lead},{aspect.form == 'noun'},{aspect.place}"
    yield f"lead={lead},tense={aspect.tense}"
    yield f"lead={lead},{aspect.determiner}"


def _last_named(stage: Stage, scene: Scene) -> str:
    """Return how long before publication the last time lies that a document names before a sentence, and where."""
    for other in reversed(stage.scenes[max(0, scene.place - PASSAGE) : scene.place]):
        if other.times:
            where = "paragraph" if other.paragraph == scene.paragraph else "passage"
            return f"{_away(stage, other.times[-1])} {where}"
    return "none"


def _own_named(stage: Stage, scene: Scene) -> str:
    """Return how long before publication the times lie that a sentence names itself."""
    return "+".join(sorted({_away(stage, time) for time in scene.times})) or "none"


def lead_of(stage: Stage, scene: Scene, report: CodedReport, aspect: Aspect) -> str:
    """Return whether headline and lead tell what a report tells, as far as its word and its type say."""
    if scene.place <= stage.lead:
        return "itself"
    stem = scene.tree.lemma(aspect.trigger)[:STEM]
    told = stage.told_first
    return "word" if stem in told.stems else "type" if report.event_type in told.types else "other"


def _of_own_time(stage: Stage, scene: Scene, report: CodedReport, aspect: Aspect, time: Time) -> Iterator[str]:
    yield "bias"
    yield f"type={report.event_type}"
    yield f"place={aspect.place}"
    yield f"form={aspect.form},{aspect.determiner}"
    yield f"away={_away(stage, time)},{aspect.tense}"
    yield f"unit={time.granularity}"
    yield f"kind={time.kind},{time.anchor}"
    yield from _of_attachment(scene, aspect, time)
    yield from _of_clause(scene, aspect, time)
    yield from _of_distance(scene, aspect, time)


def _of_attachment(scene: Scene, aspect: Aspect, time: Time) -> Iterator[str]:
    """Yield what classifier, semantic roles and syntax say of a time and a trigger."""
    trigger, inside = aspect.trigger, range(*scene.spans[time.time_id])
    rank = scene.rank(trigger, time)
    yield f"rank={rank}"
    yield f"rank={rank},tense={aspect.tense}"
    timed = _probability(scene, trigger, inside)
    yield f"classified={_bin(timed, PROBABLE)}"
    others = [_probability(scene, token, inside) for token in scene.triggers if token != trigger]
    yield f"classified,others={_bin(timed, PROBABLE)},{_bin(max(others, default=0.0), PROBABLE)}"
    is_role = any(at in scene.temporal.get(trigger, set()) for at in inside)
    yield f"role={is_role}"
    yield f"roles={is_role},{any(at in held for held in scene.temporal.values() for at in inside)}"
    yield f"owner={_owner_path(scene, trigger, scene.owners[time.time_id])}"


def _probability(scene: Scene, trigger: int, inside: range) -> float:
    """Return how sure the classifier is that words are the time of a trigger."""
    timed = scene.timed.get(trigger, {})
    return max((timed.get(at, 0.0) for at in inside), default=0.0)


def _of_clause(scene: Scene, aspect: Aspect, time: Time) -> Iterator[str]:
    """Yield what the clause of a time is to that of a trigger."""
    tree, head = scene.tree, scene.heads[time.time_id]
    is_owned = scene.owners[time.time_id] == aspect.trigger
    clause = clause_of(tree, head)
    yield f"same clause={clause == aspect.clause}"
    markers = "/".join(sorted(set(tree.markers(head)))) or "none"
    yield f"marker={markers}"
    yield f"marker={markers},owned={is_owned}"
    yield f"hangs={tree.token(head).relation}"
    yield f"hangs={tree.token(head).relation},owned={is_owned}"
    yield f"clause={form_of(tree, clause)},{aspect.tense}"
    yield f"speech={_is_speech(scene, clause)},{clause == aspect.clause},{aspect.relation == 'ccomp'}"


def _of_distance(scene: Scene, aspect: Aspect, time: Time) -> Iterator[str]:
    """Yield what stands between a time and a trigger."""
    tree, head, trigger = scene.tree, scene.heads[time.time_id], aspect.trigger
    side = "before" if head < trigger else "after"
    between = range(min(head, trigger) + 1, max(head, trigger))
    yield f"distance={_bin(abs(head - trigger), TOKENS)},{side}"
    yield f"verbs between={min(sum(tree.token(at).pos == 'VERB' for at in between), 3)},{side}"
    yield f"triggers between={min(sum(at in scene.triggers for at in between), 3)},{side}"
    yield f"marks between={min(sum(tree.token(at).pos == 'PUNCT' for at in between), 3)},{side}"
    yield f"nearest={_is_nearest(scene, trigger, time)},{min(len(scene.times), 3)}"
    yield f"fronted={scene.spans[time.time_id][0] == 0}"
    yield f"relation={aspect.relation},{side}"
    yield f"tense={aspect.tense},side={side}"


def _of_other_time(
    stage: Stage, scene: Scene, report: CodedReport, aspect: Aspect, candidate: Candidate
) -> Iterator[str]:
    time, other = candidate.time, candidate.scene
    assert time is not None
    assert other is not None
    gap = scene.place - other.place
    near = f"{gap}" if -3 <= gap <= 4 else "far"
    yield from _of_gap(scene, other, aspect, near)
    yield f"unit={time.granularity}"
    yield f"away={_away(stage, time)}"
    yield f"away={_away(stage, time)},tense={aspect.tense}"
    yield f"tense={aspect.tense}"
    yield f"relation={aspect.relation}"
    yield f"role={aspect.role}"
    yield f"type={report.event_type},{aspect.form == 'noun'}"
    is_last = _is_last_before(stage, scene, candidate)
    yield f"last={is_last},{near}"
    yield f"last={is_last},{_away(stage, time)},{other.paragraph == scene.paragraph}"
    yield f"last={is_last},{other.paragraph == scene.paragraph},tense={aspect.tense}"
    yield from _of_other_clause(other, aspect, time)
    yield from _of_owner(scene, other, report, aspect, time, near)
    lead = lead_of(stage, scene, report, aspect)
    where = "lead" if other.place <= stage.lead else "elsewhere"
    yield f"lead={other.place == stage.lead},place={aspect.place}"
    yield f"lead={lead},{where}"
    yield f"lead={lead},{where},{aspect.form == 'noun'},{aspect.determiner}"
    yield f"lead={lead},{where},{_away(stage, time)}"
    yield f"lead={lead},{where},{near}"


def _of_gap(scene: Scene, other: Scene, aspect: Aspect, near: str) -> Iterator[str]:
    """Yield how far the sentence of a time is from that of a report, and in which direction."""
    form = aspect.form if aspect.form != "noun" else f"noun {aspect.determiner}"
    yield f"gap={near}"
    yield f"gap={near},{other.paragraph == scene.paragraph}"
    yield f"gap={near},tense={aspect.tense}"
    yield f"gap={near},place={aspect.place}"
    yield f"gap={near},form={form}"
    yield f"own times={min(len(scene.times), 2)}"
    yield f"count={min(len(other.times), 3)}"


def _of_other_clause(other: Scene, aspect: Aspect, time: Time) -> Iterator[str]:
    """Yield what the clause of a time in another sentence tells."""
    clause = clause_of(other.tree, other.heads[time.time_id])
    yield f"clause={form_of(other.tree, clause)},{aspect.tense}"
    yield f"clause relation={relation_of(other.tree, clause)}"
    yield f"speech={_is_speech(other, clause)}"
    yield f"hangs={other.tree.token(other.heads[time.time_id]).relation}"


def _of_owner(scene: Scene, other: Scene, report: CodedReport, aspect: Aspect, time: Time, near: str) -> Iterator[str]:
    """Yield how a report is like the one to which a time of another sentence belongs."""
    owner = other.owners[time.time_id]
    yield f"owned={owner is not None}"
    if owner is None:
        yield f"type={report.event_type}"
        return
    theirs = other.triggers[owner]
    is_same = theirs.event_type == report.event_type
    is_word = other.tree.lemma(owner)[:STEM] == scene.tree.lemma(aspect.trigger)[:STEM]
    kind = "noun" if aspect.form == "noun" else "verb"
    yield f"same={is_same}"
    yield f"same={is_same},{aspect.determiner}"
    yield f"same={is_same},place={aspect.place}"
    yield f"same={is_same},gap={near}"
    yield f"lemma={is_word}"
    yield f"alike={is_same},{is_word},{kind},{aspect.determiner}"
    yield f"alike={is_same},{is_word},{kind},{near}"
    yield f"alike={is_same},{is_word},{aspect.tense},{aspect.place}"
    yield f"actual={theirs.factuality == 'actual'}"


def _is_last_before(stage: Stage, scene: Scene, candidate: Candidate) -> bool:
    """Whether a time is the last that the document names before a sentence."""
    other = candidate.scene
    assert other is not None
    if other.place >= scene.place or not other.times or other.times[-1] is not candidate.time:
        return False
    return not any(between.times for between in stage.scenes[other.place + 1 : scene.place])


def _owner_path(scene: Scene, trigger: int, owner: int | None) -> str:
    """Return how the trigger to which a time belongs stands to another one."""
    if owner is None:
        return "none"
    if owner == trigger:
        return "self"
    return _path(scene, trigger, owner)


def _path(scene: Scene, trigger: int, other: int) -> str:
    """Return the relations that lead from a trigger to another token."""
    ours = [trigger, *scene.above(trigger)][:DEEP]
    theirs = [other, *scene.above(other)][:DEEP]
    shared = next((at for at in ours if at in theirs), None)
    if shared is None:
        return "far"
    up = [scene.tree.token(at).relation for at in ours[: ours.index(shared)]]
    down = [scene.tree.token(at).relation for at in reversed(theirs[: theirs.index(shared)])]
    if len(up) + len(down) > 4:
        return f"{len(up)}up{len(down)}down"
    return ">".join(up) + "|" + "<".join(down)


def _is_nearest(scene: Scene, trigger: int, time: Time) -> bool:
    mine = abs(scene.heads[time.time_id] - trigger)
    return all(mine <= abs(head - trigger) for head in scene.heads.values())


def _is_speech(scene: Scene, clause: int) -> bool:
    """Whether a clause says that somebody says something."""
    tree = scene.tree
    return bool(tree.children(clause, {"ccomp"})) or (
        tree.token(clause).relation == "parataxis" and tree.token(clause).head != ROOT
    )


def _away(stage: Stage, time: Time) -> str:
    published = stage.document.published_last_on
    on = time.last_on or time.first_on
    if published is None or on is None:
        return "unknown"
    return "ahead" if on > published else _bin((published - on).days, AWAY)


def _bin(value: float, limits: tuple[float, ...]) -> str:
    return str(sum(value > limit for limit in limits))
