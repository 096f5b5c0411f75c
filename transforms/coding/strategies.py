"""Takes the bases of participants that `transforms/tables.py` declares, gives each its name here, in the same order.

Who fills a role is told by the first strategy that finds anybody; `report_participants.basis` keeps its name. A pattern
asks its own first (`slots.py`), then the classifiers are asked (`learned.py`), then the other events of the sentence
(`sharing.py`, `claimants.py`), then PLOVER's rules set right whom a judgement, a call or a vow is about (`directed.py`,
`rulings.py`), and at last the rest of the document is asked (`transforms/participants/`).

- `carrier`: who begins, goes on with or ends what a noun says: "France ended the withdrawal of soldiers"
- `syntax`: a slot of the pattern, by its grammatical function or its preposition
- `roles`: the semantic role that usually fills such a slot
- `ground_by_syntax`, `ground_by_roles`: likewise, where only a place or a building stands there
- `concerned`: somebody inside what the event is about: "ratified the accord with Chile"
- `classifier`: a span that the classifiers of events mark
- `doer_noun`: the noun that names the event names who does it: "a police patrol"
- `same_event`: another word for the same event: "killed in an attack by rebels"
- `aim`: what it is meant to bring about: "opened fire to disperse students"
- `claim`: who says to have done it: "the group claimed responsibility for the blast"
- `sufferer`: the subject of a verb whose object is the deed: "the convoy survived an ambush"
- `deed`: who did the deed that is judged: "condemned the murder of two nuns by soldiers"
- `content`: what is asked, promised, refused or threatened: "threatened to annex the region"
- `cause`: who did what brought it about: "the deployment by Kenya sparked protests"
- `document`: only other sentences
- `language_model`: none of these, since a language model has read the document (`transforms/language_model/`)
"""

from transforms.tables import PARTICIPANT_BASES

CARRIER, SYNTAX, ROLES, GROUND_BY_SYNTAX, GROUND_BY_ROLES, CONCERNED, CLASSIFIER, *_rest = PARTICIPANT_BASES
DOER_NOUN, SAME_EVENT, AIM, CLAIM, SUFFERER, DEED, CONTENT, CAUSE, DOCUMENT, LANGUAGE_MODEL = _rest
NOTHING = ""
"""What stands for a strategy where nobody is told."""
