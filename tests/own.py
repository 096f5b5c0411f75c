"""Own knowledge for tests: the codebook of strikes and checkpoints of docs/own-knowledge.md."""

from pathlib import Path

STOPPAGE = """event_type: STOPPAGE
cameo_root: "14"
quad_class: 4
score: -4
recipient: optional
definition: Employees stop work, or say that they will, over pay, conditions or politics.
modes:
  warning: {definition: Stops work for a day or less, content: [hour, day]}
triggers:
  - {phrase: down tool, pos: VERB, recipient: [at, against], confidence: .9}
  - {lemma: [begin, stage, call], object: [strike, walkout], recipient: [against, at], confidence: .85}
examples:
  - {text: Dockers at Port Harran downed tools on Monday., trigger: downed tools, actor: Dockers}
near_misses:
  - {text: The army launched an air strike on the camp., event_type: ASSAULT}
"""
COERCE = """event_type: COERCE
modes:
  checkpoint: {score: -4, definition: Sets up a checkpoint.}
triggers:
  - {lemma: set, particle: up, object: [checkpoint, roadblock], mode: checkpoint, confidence: .85}
"""
CONTEXTS = """labour:
  definition: Work, pay and those who bargain over them.
  words: [wage, docker]
"""
ACTORS = """name,aliases,kind,country,sector
Harran Dockers' Union,HDU,organisation,TUR,LAB
Valley Watch,,armed_group,SYR,UAF
Hamas,Zeal Movement,,,UAF
"""
PLACES = """name,aliases,kind,latitude,longitude,country
Gate 17,Checkpoint 17,site,36.91,38.12,SYR
"""
FILES = {
    "ontology/stoppage.yaml": STOPPAGE,
    "ontology/coerce.yaml": COERCE,
    "ontology/contexts.yaml": CONTEXTS,
    "lexicons/actors.csv": ACTORS,
    "lexicons/places.csv": PLACES,
}


def write_own(folder: Path, **changed: str) -> Path:
    """Write own knowledge into a folder, with the content of some files by their stem; return the folder."""
    for path, content in FILES.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(changed.get(file.stem, content), encoding="utf-8")
    return folder
