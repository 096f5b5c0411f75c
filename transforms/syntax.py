"""Syntax: a reading in, answers about its dependency tree out, as the coders of meaning ask them.

The relations are those of Universal Dependencies 2 for English. Positions are those of `Reading.tokens`.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from transforms.language.reading import ROOT, Reading, Token

SUBJECTS = frozenset({"nsubj", "nsubj:outer", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "csubj:pass"})
OBJECTS = frozenset({"obj"})
INDIRECT_OBJECTS = frozenset({"iobj"})
OBLIQUES = frozenset({"obl", "nmod", "obl:unmarked", "nmod:unmarked", "obl:agent"})
CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "acl"})
MODIFIERS = frozenset({"amod", "compound", "nmod:desc"})
SHARES_A_SUBJECT = frozenset({"conj", "xcomp", "advcl", "parataxis"})
"""Relations of a clause without a subject of its own to the clause whose subject it shares."""
BLAMING = frozenset({"of", "for", "from", "with", "into"})
"""Prepositions before what the object of a verb does or did: accused of, thanked for, barred from, charged with."""
TIMING = frozenset({"after", "before", "while", "when", "since", "until"})
"""Markers of a clause that tells when: its subject is that of the clause above, be that passive or not."""
SELF_SUPPORTED = frozenset({"aux", "cop", "obj", "iobj", "ccomp", "xcomp"})
"""Relations below a verb that is no passive without its auxiliary."""
NO_PARTICIPLES = frozenset(
    (
        *("arose", "ate", "awoke", "bade", "began", "bit", "blew", "bore", "broke", "came", "chose", "did"),
        *("drank", "drew", "drove", "fell", "flew", "forbade", "forgave", "forgot", "froze", "gave", "got"),
        *("grew", "hid", "knew", "lay", "overcame", "overran", "overthrew", "ran", "rang", "rode", "rose"),
        *("sang", "sank", "saw", "shook", "shrank", "slew", "spoke", "sprang", "stole", "strode", "strove"),
        *("swam", "swore", "threw", "took", "tore", "underwent", "undertook", "went", "withdrew", "woke"),
        *("wore", "wove", "wrote"),
    )
)
"""Past tenses of the strong verbs whose participle is another word: they are never a passive."""
UNDERGOES = 0.6  # probability from which a verb's bare subject is believed to undergo it
INCLUDING = frozenset({"including", "include"})
"""What comes before some of those whom a noun means, as the engine takes it: for a preposition or for a verb."""
MARKING = frozenset({"case", "mark"})
HYPHENS = frozenset({"-", "\u2010", "\u2011"})
RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom"})


@dataclass(frozen=True)
class Tree:
    """The dependency tree of a reading."""

    reading: Reading
    below: tuple[tuple[int, ...], ...] = field(init=False)
    """For each token the positions of those that depend on it directly, in the order of the sentence."""

    _including: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """The positions of what comes before some of those whom a noun means."""

    def __post_init__(self) -> None:
        below: list[list[int]] = [[] for _ in self.reading.tokens]
        for position, token in enumerate(self.reading.tokens):
            if token.head != ROOT:
                below[token.head].append(position)
        object.__setattr__(self, "below", tuple(map(tuple, below)))
        including = (at for at, token in enumerate(self.reading.tokens) if token.lemma.casefold() in INCLUDING)
        marking = (at for at in including if self.token(at).head != ROOT and self.token(at).relation in MARKING)
        object.__setattr__(self, "_including", tuple(marking))

    def token(self, position: int) -> Token:
        """Return the token at a position."""
        return self.reading.tokens[position]

    def word(self, position: int) -> str:
        """Return the token at a position as it is written, in lower case."""
        token = self.token(position)
        return self.reading.text[token.start : token.end].casefold()

    def lemma(self, position: int) -> str:
        """Return the lemma of a token in lower case."""
        return self.token(position).lemma.casefold()

    def joined(self, position: int) -> str | None:
        """Return the word with hyphens that ends at a token, which the tokens cut: `sit-in`; None for a plain word."""
        first, tokens = position, self.reading.tokens
        while first >= 2 and self.word(first - 1) in HYPHENS and tokens[first - 2].end == tokens[first].start - 1:
            first -= 2
        return "-".join(self.word(at) for at in range(first, position + 1, 2)) if first < position else None

    def children(self, position: int, relations: Container[str]) -> list[int]:
        """Return the tokens that depend on a token in one of these relations."""
        return [at for at in self.below[position] if self.token(at).relation in relations]

    def head_of(self, first: int, last: int) -> int:
        """Return the token of a span on which the others depend: the first whose governor lies outside."""
        inside = range(first, last)
        return next((position for position in inside if self.token(position).head not in inside), last - 1)

    def markers(self, position: int) -> list[str]:
        """Return the prepositions and subordinators that introduce a phrase or clause."""
        return [self.lemma(at) for at in self.children(position, MARKING)]

    def examples(self, noun: int) -> list[int]:
        """Return the heads of the phrases with "including" that name some of those whom a noun means."""
        heads = (self.token(marker).head for marker in self._including)
        phrases = dict.fromkeys(at for head in heads for at in (head, self.token(head).head) if at != ROOT)
        return [at for at in phrases if self.token(at).relation in OBLIQUES and self.exemplified(at) == noun]

    def exemplified(self, position: int) -> int | None:
        """Return the noun of which a phrase with "including" names some; None where it is no such phrase.

        The parser hangs it on the noun, or on the verb: "killed five officials, including a mayor". There it is of the
        object, else of the subject, whichever is several; or of what that is a number of: "sent a list of demands".
        """
        above = self.token(position).head
        heads = [self.token(marker).head for marker in self._including]
        # "Including the judge Ana Ruiz": it may hang on the judge.
        described = [at for at in heads if self.token(at).relation in MODIFIERS and self.token(at).head == position]
        if above == ROOT or not (position in heads or described):
            return None
        if self.token(above).pos != "VERB":
            return above
        own = [*self.children(above, OBJECTS), *self.children(above, SUBJECTS | PASSIVE_SUBJECTS)]
        nouns = (at for noun in own for at in (noun, *self.children(noun, {"nmod"})))
        return next((at for at in nouns if at < position and self._is_several(at)), None)

    def _is_several(self, position: int) -> bool:
        """Whether a noun is counted or in the plural."""
        is_plural = self.token(position).pos == "NOUN" and self.word(position) != self.lemma(position)
        return is_plural or bool(self.children(position, {"nummod"}))

    def is_passive(self, position: int) -> bool:
        """Whether a verb is passive: it says so, or it modifies what undergoes it ("troops deployed there")."""
        if self.children(position, {"aux:pass", "nsubj:pass", "csubj:pass", "obl:agent"}):
            return True
        token = self.token(position)
        if self._is_bare_passive(position):
            return True
        if token.relation == "conj" and token.pos == "VERB" and self._is_bare_participle(position):
            return self.token(token.head).relation != "conj" and self.is_passive(token.head)
        if token.pos != "VERB" or self.word(position).endswith("ing") or self.children(position, {"mark", "nsubj"}):
            return False
        return token.relation in {"acl", "amod"}

    def _is_bare_participle(self, position: int) -> bool:
        """Whether a coordinated verb may share the passive of the first: "were abducted and shot"."""
        own = self.children(position, {"aux", "nsubj", "obj", "mark", "ccomp"})
        word = self.word(position)
        return not own and not word.endswith("ing") and word != self.lemma(position)

    def _is_bare_passive(self, position: int) -> bool:
        """Whether a verb has lost the auxiliary of its passive, as in headlines: "Councillor stabbed at city hall".

        The classifiers of events tell it: they take what the parser calls its subject for whom it was done to.
        """
        word = self.word(position)
        subjects = self.children(position, {"nsubj"})
        if (
            not subjects
            or word.endswith("ing")
            or word in NO_PARTICIPLES | {self.lemma(position)}
            or self.children(position, SELF_SUPPORTED)
        ):
            return False
        trigger = next((one for one in self.reading.triggers if one.token == position), None)
        roles = {"actor": 0.0, "recipient": 0.0}
        for part in trigger.participants if trigger else ():
            if part.role in roles and part.first <= subjects[0] < part.last:
                roles[part.role] = max(roles[part.role], part.probability)
        return roles["recipient"] >= UNDERGOES and roles["recipient"] > roles["actor"]

    def subjects(self, position: int) -> list[int]:
        """Return the grammatical subjects of a clause: its own, or those that it shares with the clause above."""
        seen: set[int] = set()
        while position not in seen:
            seen.add(position)
            token = self.token(position)
            if own := self._own_subjects(position):
                return [found for at in own if (found := self._antecedent(at, position)) is not None]
            if token.relation == "acl" and "to" in self.markers(position):
                return self._owners(token.head)
            if token.relation == "acl" and self.markers(position):
                return self._suspects(token.head)  # "arrested him on charges of spying"
            is_blame = token.relation == "advcl" and bool(BLAMING & set(self.markers(position)))
            if is_blame and (blamed := self.undergoers(token.head)):
                return blamed  # "accuses the firm of helping rebels"
            if token.relation in {"acl", "acl:relcl", "amod"}:
                return [token.head]
            if token.relation == "advcl" and self._tells_of_agents(position):
                return self.agents(token.head)  # "was attacked by militiamen, killing 156": they killed, not the camp
            if token.relation not in SHARES_A_SUBJECT or token.head == ROOT:
                return []
            if token.relation == "xcomp" and (controllers := self.children(token.head, OBJECTS | INDIRECT_OBJECTS)):
                return controllers
            position = token.head
        return []

    def _own_subjects(self, position: int) -> list[int]:
        """Return the subjects that hang on a verb itself.

        None stands after a participle of an adverbial clause: in "killing five, a doctor said" the doctor says.
        """
        own = self.children(position, SUBJECTS | PASSIVE_SUBJECTS)
        is_participle = self.token(position).relation == "advcl" and self.word(position).endswith("ing")
        return [at for at in own if at < position] if is_participle else own

    def _tells_of_agents(self, position: int) -> bool:
        """Whether an adverbial clause tells what the agents of a passive above it did, not what underwent it."""
        is_timing = bool(TIMING & set(self.markers(position)))
        return self.is_passive(self.token(position).head) and not self.is_passive(position) and not is_timing

    def _owners(self, noun: int) -> list[int]:
        """Return who would do what an infinitive after a noun says: whose plan it is, else who has made it."""
        token = self.token(noun)
        if owners := self.children(noun, {"nmod:poss"}):
            return owners
        return self.doers(token.head) if token.relation == "obj" and token.head != ROOT else []

    def _suspects(self, noun: int) -> list[int]:
        """Return who does what a gerund after a noun says: whose the noun is, whom its verb concerns, or the noun.

        In "accuses the firm of helping rebels" the gerund may hang on the firm.
        """
        token = self.token(noun)
        if owners := self.children(noun, {"nmod:poss"}):
            return owners
        return self.undergoers(token.head) if token.relation == "obl" and token.head != ROOT else [noun]

    def _antecedent(self, subject: int, verb: int) -> int | None:
        """Return the noun that a relative pronoun stands for, and any other subject as it is."""
        if self.lemma(subject) not in RELATIVE_PRONOUNS:
            return subject
        token = self.token(verb)
        return token.head if token.relation == "acl:relcl" else None

    def _meant(self, thing: int, verb: int) -> int:
        """Return the noun that a relative pronoun as object stands for, by the roles of its verb or by its clause.

        A clause may hang too high: "the funeral of six youths whom they had killed".
        """
        if self.lemma(thing) not in RELATIVE_PRONOUNS or self.token(verb).relation != "acl:relcl":
            return thing
        roles = next((predicate.arguments for predicate in self.reading.predicates if predicate.token == verb), ())
        whole = next((role for role in roles if role.role == "ARG1" and role.last <= thing), None)
        return self.head_of(whole.first, whole.last) if whole else self.token(verb).head

    def agents(self, position: int) -> list[int]:
        """Return who does what a passive verb or a noun says: the phrase after "by"."""
        return [at for at in self.children(position, OBLIQUES) if "by" in self.markers(at)]

    def doers(self, position: int) -> list[int]:
        """Return the subjects of a verb in the active voice."""
        return self.agents(position) if self.is_passive(position) else self.subjects(position)

    def undergoers(self, position: int) -> list[int]:
        """Return the objects of a verb in the active voice."""
        own = [self._meant(at, position) for at in self.children(position, OBJECTS)]
        return [*self.subjects(position), *own] if self.is_passive(position) else own

    def clause(self, position: int) -> int:
        """Return the verb of the clause in which a token stands, itself where it is one; without a verb the root."""
        seen: set[int] = set()
        while self.token(position).pos != "VERB" and self.token(position).head != ROOT and position not in seen:
            seen.add(position)
            position = self.token(position).head
        return position

    def coordinated(self, position: int) -> list[int]:
        """Return a token and those coordinated with it, one by one or in a chain, in the order of the sentence."""
        found = [position]
        for at in found:  # grows as it goes: the third of a list may hang on the second
            found += self.children(at, {"conj"})
        return sorted(found)

    def inside(self, position: int) -> Iterator[int]:
        """Yield a token and all that depends on it, nearest first."""
        waiting = [position]
        while waiting:
            yield from waiting
            waiting = [at for above in waiting for at in self.below[above]]
