"""quick.py SET [--show FIELD N] [--predictions F]: scores whole rows with readings of the engine cached.

SET: train (139 stories), held (29 stories), gold (41 real documents). Run with cwd and PYTHONPATH = your worktree.
--mistakes N prints N wrong rows with their text. --field actor|recipient|date|place|type|spurious|missed restricts them.
"""
import argparse, json, os, pickle, random, sys
from pathlib import Path
DATA = Path("TREES/data")
SETS = {"train": DATA / "stories_train.jsonl", "held": DATA / "stories_held.jsonl", "gold": Path("../shared/gold/rows/rows.dev.jsonl")}
p = argparse.ArgumentParser()
p.add_argument("set", choices=SETS); p.add_argument("--predictions"); p.add_argument("--mistakes", type=int, default=0)
p.add_argument("--field"); p.add_argument("--seed", type=int, default=0); p.add_argument("--limit", type=int)
a = p.parse_args()
from transforms.language import engine as E
store = DATA / f"readings_{a.set}.pkl"
cache = pickle.load(open(store, "rb")) if store.exists() else {}
real, grown = E.Engine.read, False
def read(self, sentences):
    global grown
    new = [s for s in dict.fromkeys(sentences) if s not in cache]
    if new:
        grown = True
        cache.update(zip(new, real(self, new)))
    return [cache[s] for s in sentences]
E.Engine.read = read
from evaluation.pipeline_answers import pipeline_answerers as our_answerers
from evaluation import evaluate
from evaluation.options import Options
from transforms.extraction import extract
path = SETS[a.set]
pred = a.predictions or f"/tmp/quick_{os.getpid()}.jsonl"
ev = evaluate("rows", path, extract, Path(pred), answerers=our_answerers(), options=Options(), limit=a.limit)
print(ev)
if grown:
    tmp = store.with_suffix(f".{os.getpid()}"); pickle.dump(cache, open(tmp, "wb")); os.replace(tmp, store)
if a.mistakes:
    from evaluation.rows import RowItem, read_predictions
    from evaluation.rows_scoring import _shown
    from evaluation.gold import records
    items = [RowItem.model_validate(json.loads(l)) for l in path.open()][: a.limit]
    shown = list(_shown(items, read_predictions(Path(pred)), .3))
    found = set()
    lines = []
    for s in shown:
        text = s.item.text; r = s.report
        ctx = text[max(0, r.start-160):r.start].replace("\n"," / ") + "[[" + text[r.start:r.end] + "]]" + text[r.end:r.end+160].replace("\n"," / ")
        wrong = ["spurious"] if not s.happening else ["type"] if not s.happening_told else [f for f, ok in s.right(leniently=True).items() if not ok]
        if s.happening_told: found.add(s.happening_told.id)
        if not wrong or (a.field and a.field not in wrong): continue
        h = s.happening
        parties = lambda ps: "; ".join(f"{(p.text if hasattr(p,'text') else '')}{p.country}/{p.sector}" for p in ps) or "-"
        show = f"--- {s.item.id} ({s.item.date}) wrong: {', '.join(wrong)}\n {ctx}\n ours {r.event_type} A {parties(r.actors)} R {parties(r.recipients)} {r.first}..{r.last} {r.place and (r.place.names, r.place.country, r.place.precision)}"
        if h: show += f"\n gold {h.id} {'/'.join(h.types)} A {parties(h.actors)} R {parties(h.recipients)} {'mutual ' if h.mutual else ''}{h.first}..{h.last} {h.place and (h.place.names, h.place.country)}"
        lines.append(show)
    if a.field == "missed":
        lines = []
        for i in items:
            for h in i.happenings:
                if h.is_asked and h.id not in found:
                    m = [m for m in h.mentions if m.doc == i.id]
                    if m:
                        m = m[0]; lines.append(f"--- {i.id} missed {h.id} {'/'.join(h.types)}: {i.text[max(0,m.start-150):m.start]!r}[[{i.text[m.start:m.end]}]]{i.text[m.end:m.end+120]!r}")
    random.Random(a.seed).shuffle(lines)
    print(f"{len(lines)} in all"); print("\n".join(lines[: a.mistakes]))
