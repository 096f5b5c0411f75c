"""Finding: the reading of a sentence in, its phrases out: names, nouns with their modifiers, and pronouns."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from transforms.actors import CIVILIANS, NOMINAL, OFFICES, PLACED, ActorCode, code_words
from transforms.actors.codes import GOVERNMENT, NOBODY
from transforms.identifiers import slug
from transforms.language.reading import ROOT, Name, Reading
from transforms.lexicons import Lexicons, Role, normalise
from transforms.phrases.counted import beginning_of, stands_for_people
from transforms.phrases.name_spans import NAMES, OBJECT_KINDS, KnownNames, find_names
from transforms.phrases.phrase import (
    HEADS,
    Grammar,
    Phrase,
    Sort,
    antecedent,
    load_given_names,
    load_nouns,
    load_pronouns,
    title_of,
)
from transforms.syntax import Tree
from transforms.tables import INERT, Entity

BEFORE = {"det", "det:predet", "amod", "compound", "nmod:poss", "nmod:desc", "nummod", "nmod", "flat", "advmod", "case"}
"""Relations of the words before a noun that belong to its phrase."""

PLAIN = {"PUNCT", "PART", "NUM", "ADJ", "PROPN", "ADV"}
"""Parts of speech that may stand within a phrase whatever their relation: "1,200 Iran-backed fighters"."""

CUTS = {"case", "cc", "mark", "cop", "aux", "nsubj", "punct"}
"""Relations to a noun of words before it with which its phrase cannot begin nor go on."""

JOINTS = {"-", "\u2010", "\u2013", '"', "\u201c"}

PARTS = {"compound", "flat", "fixed", "goeswith", "amod", "nmod:desc", "case", "det", "advmod", "discourse"}
"""Relations in which a noun is part of another phrase, no phrase by itself."""

ROLES = {
    **dict.fromkeys(("nsubj", "nsubj:outer", "nsubj:pass", "csubj", "root"), "subject"),
    **dict.fromkeys(("obj", "iobj", "obl:agent"), "object"),
    **dict.fromkeys(("nmod:poss",), "possessor"),
    **dict.fromkeys(("compound", "amod", "nmod", "nmod:desc", "flat"), "modifier"),
}
"""What a phrase does in its clause, by its relation; `other` else."""

OPENING, CLOSING, EITHER = "\u201c\u00ab", "\u201d\u00bb", '"'

DEMONSTRATIVES, INDEFINITES = {"this", "that", "these", "those", "such"}, {"a", "an", "some", "another", "any", "no"}

UNCODED = replace(NOBODY, confidence=0.5)
"""Code of a pronoun, and of a noun that is nobody."""
COUNTED = 0.5  # confidence that those whom a number without a noun counts are civilians
RESULTS, OPENERS = {"dead"}, {"NUM", "DET", "PRON"}
"""What a verb has made of those after it, and with what these begin: "shot dead four protesters"."""

LONGEST_TITLE = 4  # words: "Deputy Prime Minister-designate"


def find_phrases(
    sentence: int, reading: Reading, on: date | None, lexicons: Lexicons, known_names: KnownNames = MappingProxyType({})
) -> list[Phrase]:
    """Return the phrases of a sentence in the order of the text; `on` is the day for which codes are asked."""
    tree = Tree(reading)
    quoted = _quoted(reading)
    finder = _Finder(sentence, tree, on, lexicons, quoted)
    every = [name for name in find_names(tree, lexicons, known_names) if not finder.is_office(name)]
    names = sorted(
        (phrase for name in every if (phrase := finder.name(name))), key=lambda phrase: (phrase.first, phrase.last)
    )
    taken = {at for name in every for at in range(name.first, name.last)}
    pronouns = [phrase for at in range(len(reading.tokens)) if at not in taken and (phrase := finder.pronoun(at))]
    nominals = [phrase for at in range(len(reading.tokens)) if at not in taken and (phrase := finder.noun(at, names))]
    known = {at for name in every if name.kind in {*NAMES, *OBJECT_KINDS} for at in range(name.first, name.last)}
    known |= {phrase.head for phrase in (*pronouns, *nominals)}
    nominals += [finder.counted(at) for at in range(len(tree.below)) if at not in known and stands_for_people(tree, at)]
    split = {id(phrase): parts for phrase in nominals if (parts := finder.split(phrase, names))}
    gone = {part.first for parts in split.values() for part in parts[:-1]}
    kept = [name for name in names if name.first not in gone]
    whole = [part for phrase in nominals for part in split.get(id(phrase), [phrase])]
    return sorted((*kept, *whole, *pronouns), key=lambda phrase: (phrase.first, phrase.last))


def _quoted(reading: Reading) -> list[bool]:
    """Return for each token whether it stands between quotation marks of its sentence."""
    inside, found, place = False, [], 0
    for token in reading.tokens:
        for letter in reading.text[place : token.end]:
            if letter in OPENING or (letter in EITHER and not inside):
                inside = True
            elif letter in CLOSING or letter in EITHER:
                inside = False
        place = token.end
        found.append(inside)
    return found


@dataclass(frozen=True)
class _Finder:
    """Finds the phrases of one sentence."""

    sentence: int
    tree: Tree
    on: date | None
    lexicons: Lexicons
    quoted: Sequence[bool]

    def name(self, name: Name) -> Phrase | None:
        """Return the phrase of a name; None for a day and a number."""
        if name.kind in OBJECT_KINDS:
            return self.named_object(name)
        if name.kind not in NAMES or self.is_office(name):
            return None
        first, last = self._bare(name)
        head = self.tree.head_of(first, last)
        code = code_words(self.tree, first, last, name.kind, self.on, self.lexicons)
        code = self._as_place(first, last, name.kind, code)
        is_demonym = name.kind == "norp" or self._hows(first, last, code) == {"demonym"}
        if is_demonym and self._are_people(head):
            return self._people(first, last, head, code)
        noun = {"person": "person", "norp": "people", "org": "group", "armed": "group"}.get(name.kind, "place")
        is_person = name.kind == "person"
        return self.phrase(
            (first, last, head),
            Sort("demonym" if is_demonym else "name", noun, label=name.kind),
            Grammar("one" if is_person else "", self._gender(first, last) if is_person else "", "definite"),
            code if code.entity else replace(code, confidence=name.probability),
        )

    def phrase(self, span: tuple[int, int, int], sort: Sort, grammar: Grammar, code: ActorCode) -> Phrase:
        """Return the phrase of some tokens with their head."""
        first, last, head = span
        return Phrase(
            sentence=self.sentence,
            tree=self.tree,
            first=first,
            last=last,
            head=head,
            kind=sort.kind,
            noun=sort.noun,
            label=sort.label,
            phrase=sort.phrase,
            number=grammar.number,
            gender=grammar.gender,
            use=grammar.use,
            form=grammar.form,
            role=self.role(head),
            is_quoted=self.quoted[head],
            country=code.country,
            sector=code.sector,
            secondary=code.secondary,
            entity=code.entity,
            confidence=code.confidence,
        )

    def is_office(self, name: Name) -> bool:
        """Whether what the engine takes for a person is an office: "The President said ..."."""
        words = normalise(self.tree.reading.words(name.first, name.last))
        role = self.lexicons.roles.get(words)
        return name.kind == "person" and role is not None and role.head == "person"

    def named_object(self, name: Name) -> Phrase:
        """Return the phrase of the name of a war, a treaty, a ship or a product: it never acts and has no codes."""
        words = self.tree.reading.words(name.first, name.last)
        known = [self.lexicons.entities[candidate.entity_id] for candidate in self.lexicons.candidates(words)]
        entity = next((one.row for one in known if one.kind in INERT), None)
        head = self.tree.head_of(name.first, name.last)
        return self.phrase(
            (name.first, name.last, head),
            Sort("name", "thing", label=name.kind),
            Grammar("one", use="definite"),
            replace(NOBODY, entity=entity, confidence=name.probability),
        )

    def _as_place(self, first: int, last: int, label: str, code: ActorCode) -> ActorCode:
        """Return the code of a name, where a capital that does not act is the city and a person has no place's code."""
        if label == "person" and code.entity is None and code.confidence <= PLACED:
            return replace(code, country=None)
        if code.entity is None or code.entity.kind != "state" or code.sector is not None:
            return code
        if self._hows(first, last, code) != {"capital"}:
            return code
        words = self.tree.reading.words(first, last)
        city = Entity(
            entity_id=f"place.{slug(words)}",
            name=words,
            kind="place",
            country=code.country,
            sector=None,
            origin="lexicon",
        )
        return replace(code, entity=city)

    def _hows(self, first: int, last: int, code: ActorCode) -> set[str]:
        """Return the ways in which a name may mean the entity that it is taken for."""
        if code.entity is None:
            return set()
        candidates = self.lexicons.candidates(self.tree.reading.words(first, last))
        return {candidate.how for candidate in candidates if candidate.entity_id == code.entity.entity_id}

    def _are_people(self, head: int) -> bool:
        """Whether a demonym stands for those who bear it, as a noun: "Syrians", "the Kurds"."""
        token = self.tree.token(head)
        if token.relation in {"amod", "compound", "flat"} or token.pos not in HEADS:
            return token.relation == "conj" and token.pos in HEADS and self.tree.word(head) != self.tree.lemma(head)
        return self.tree.word(head).endswith("s") or bool(self.tree.children(head, {"det"}))

    def _people(self, first: int, last: int, head: int, code: ActorCode) -> Phrase:
        """Return the phrase of a people."""
        first = self._beginning(head) if last == head + 1 else first
        sector = code.sector if code.sector != GOVERNMENT else None
        people = replace(code, sector=sector, entity=None)
        return self.phrase((first, last, head), Sort("nominal", "people"), Grammar("many", use="bare"), people)

    def _bare(self, name: Name) -> tuple[int, int]:
        """Return where a name begins and ends without titles before it and a possessive `'s` after it."""
        reading, first, last = self.tree.reading, name.first, name.last
        while last - first > 1 and self.tree.token(last - 1).pos in {"PART", "PUNCT"}:
            last -= 1
        while last - first > 1 and self.tree.token(first).pos in {"PUNCT", "DET"} and name.kind == "person":
            first += 1
        if name.kind == "person" and not self.lexicons.candidates(reading.words(first, last)):
            for count in range(min(LONGEST_TITLE, last - first - 1), 0, -1):
                title = self.lexicons.titles.get(normalise(reading.words(first, first + count)))
                if title and (last - first - count > 1 or title.title.endswith(".")):
                    return first + count, last
        return first, last

    def _gender(self, first: int, last: int) -> str:
        """Return the gender that a title before a person's name or its given name tells."""
        nouns = load_nouns()
        for at in range(max(0, first - 2), first):
            known = nouns.get(self.tree.word(at).rstrip("."))
            if known and known.gender:
                return known.gender
        return load_given_names().get(self.tree.word(first), "") if last - first > 1 else ""

    def pronoun(self, at: int) -> Phrase | None:
        """Return the phrase of a pronoun that refers; None for an expletive and for a conjunction."""
        token, word = self.tree.token(at), self.tree.word(at)
        known = load_pronouns().get(word)
        if not known or token.pos not in {"PRON", "DET"} or token.relation == "expl":
            return None
        if known.cls == "relative" and self.antecedent(at) is None:
            return None
        grammar = Grammar(known.number, known.gender, use=known.cls, form=known.use)
        return self.phrase((at, at + 1, at), Sort("pronoun", known.noun), grammar, UNCODED)

    def antecedent(self, at: int) -> int | None:
        """Return the noun that the clause of a relative pronoun describes."""
        return antecedent(self.tree, at)

    def noun(self, at: int, names: Sequence[Phrase]) -> Phrase | None:
        """Return the phrase of a noun; None for one that is part of another phrase or the title of a name."""
        token = self.tree.token(at)
        if token.pos not in HEADS or self._is_title(at, names):
            return None
        first = self._beginning(at)
        kind, gender, is_role = self._sort(first, at)
        if token.relation in PARTS and token.head != ROOT and self.tree.token(token.head).pos in HEADS:
            above = self.tree.token(token.head)
            is_other = self._sort(token.head, token.head)[0] == "thing" and above.pos == "NOUN"
            if not (kind in {"group", "people"} and is_role and is_other and token.relation == "compound"):
                return None
        is_somebody = kind != "thing"
        is_plural = self.tree.word(at) != self.tree.lemma(at)
        return self.phrase(
            (first, at + 1, at),
            Sort(
                "nominal" if is_somebody else "thing",
                "people" if kind == "person" and is_plural else kind,
                phrase=self._role_words(first, at),
            ),
            Grammar(
                "many" if is_plural or kind == "people" else "" if kind == "group" else "one",
                gender,
                self._use(first, at),
            ),
            self._code(first, at) if is_somebody else UNCODED,
        )

    def _role_words(self, first: int, at: int) -> str:
        """Return the role that a noun names as the lexicon spells it, in the singular where it knows that."""
        role, count = self.role_of(first, at)
        singular = normalise(" ".join((*map(self.tree.word, range(at + 1 - count, at)), self.tree.lemma(at))))
        role = self.lexicons.roles.get(singular, role)
        return role.phrase if role else ""

    def counted(self, at: int) -> Phrase:
        """Return the phrase of a number or a quantity that stands for people: "killing at least four"."""
        first = beginning_of(self.tree, at)
        use = self._use(first, at)
        return self.phrase(
            (first, at + 1, at),
            Sort("nominal", "people"),
            Grammar("many", use=use if use == "definite" else "counted"),
            replace(NOBODY, sector=CIVILIANS, confidence=COUNTED),
        )

    def _code(self, first: int, at: int) -> ActorCode:
        """Return the code of a nominal; of the second of "Israeli helicopters and tanks" with the country of both."""
        code = code_words(self.tree, first, at + 1, NOMINAL, self.on, self.lexicons)
        token = self.tree.token(at)
        is_bare = first == at and token.relation == "conj" and self.tree.token(token.head).pos in HEADS
        if code.country or code.sector not in OFFICES or not is_bare or token.head > at:
            return code
        other = code_words(self.tree, self._beginning(token.head), token.head + 1, NOMINAL, self.on, self.lexicons)
        if other.sector not in OFFICES:
            return code
        return replace(code, country=other.country, how=f"{code.how}; beside {other.how}")

    def _is_title(self, at: int, names: Sequence[Phrase]) -> bool:
        """Whether a noun is the title before a name: "Foreign Minister" of "Foreign Minister Sergei Lavrov"."""
        return any(title_of(self.tree, name.head, name.first) <= at < name.first for name in names if name.is_person)

    def _beginning(self, at: int) -> int:
        """Return where the phrase of a noun begins: at the first of the words before it that belong to it."""
        inside, first = {at}, at
        for index in range(at - 1, -1, -1):
            if not self._belongs(index, at, inside):
                break
            inside.add(index)
            if self.tree.token(index).pos != "PUNCT":
                first = index
        return first

    def _belongs(self, index: int, at: int, inside: set[int]) -> bool:
        """Whether a token before a noun is part of its phrase, given the later ones that are."""
        token = self.tree.token(index)
        if token.head not in inside and not self._leads_to(index, at, inside):
            return False
        if self.tree.word(index) in RESULTS and index + 1 in inside and self.tree.token(index + 1).pos in OPENERS:
            return False
        if (token.relation not in BEFORE and token.pos not in PLAIN) or (
            token.pos == "PART" and token.relation == "mark"
        ):
            return False
        if token.head == at and token.relation in CUTS:
            return self.tree.word(index) in JOINTS
        return True

    def _leads_to(self, index: int, at: int, inside: set[int]) -> bool:
        """Whether a token depends, through tokens between it and a noun, on the noun."""
        for _ in range(6):
            index = self.tree.token(index).head
            if index == ROOT or index > at:
                return False
            if index in inside:
                return True
        return False

    def _sort(self, first: int, at: int) -> tuple[str, str, bool]:
        """Return what a noun speaks of, its gender, and whether the lexicon of roles says so."""
        lemma = self.tree.lemma(at)
        noun = load_nouns().get(self.tree.word(at)) or load_nouns().get(lemma)
        role, words = self.role_of(first, at)
        if noun and noun.kind in {"place", "facility", "vehicle", "thing"}:
            # A naval base is a facility, but the White House is no house.
            is_more = (
                words > 1 and role is not None and (role.sector != "MIL" or noun.kind not in {"place", "facility"})
            )
            if not is_more:
                return noun.kind, "", False
        if role:
            kind = {"person": "person", "group": "group", "institution": "group"}[role.head]
            if noun and noun.kind in {"people", "person"}:
                kind = noun.kind
            return kind, noun.gender if noun else "", True
        if noun:
            return "group" if noun.kind == "organisation" else noun.kind, noun.gender, False
        return "thing", "", False

    def role_of(self, first: int, at: int) -> tuple[Role | None, int]:
        """Return the longest role phrase that ends at a noun, and how many words it has."""
        for start in range(first, at + 1):
            before = [self.tree.word(index) for index in range(start, at)]
            for last in (self.tree.word(at), self.tree.lemma(at)):
                words = normalise(" ".join((*before, last)))
                if role := self.lexicons.roles.get(words):
                    return role, words.count(" ") + 1
        return None, 0

    def _use(self, first: int, at: int) -> str:
        """Return how a noun is introduced."""
        for index in range(first, at):
            word, token = self.tree.word(index), self.tree.token(index)
            if token.relation == "nmod:poss" and token.head == at:
                return "possessed"
            if token.relation.startswith("det") and token.head == at:
                if word == "the":
                    return "definite"
                return (
                    "demonstrative" if word in DEMONSTRATIVES else "indefinite" if word in INDEFINITES else "definite"
                )
            if token.relation == "nummod" and token.head == at:
                return "counted"
        return "bare"

    def role(self, at: int) -> str:
        """Return what a phrase does in its clause."""
        token = self.tree.token(at)
        for _ in range(3):
            if token.relation != "conj" or token.head == ROOT:
                break
            token = self.tree.token(token.head)
        return ROLES.get(token.relation, "other")

    def split(self, phrase: Phrase, names: Sequence[Phrase]) -> list[Phrase]:
        """Return the actors of "Lebanese, Iraqi and Afghan fighters", one for each country; empty for one actor."""
        if phrase.kind != "nominal" or phrase.noun not in {"person", "people", "group"}:
            return []
        below = self.tree.children(phrase.head, {"amod", "compound", "nmod"})
        chain = {at for first in below for at in self.tree.coordinated(first) if at < phrase.head}
        parts = [name for name in names if name.head in chain and (name.country or name.entity)]
        if len(parts) < 2 or len({part.country for part in parts} | {part.label for part in parts}) < 3:
            return []
        *others, last = parts
        code = code_words(self.tree, last.first, phrase.last, "nominal", self.on, self.lexicons)
        split = [
            replace(
                phrase,
                first=part.first,
                last=part.last,
                country=part.country,
                sector=code.sector or phrase.sector,
                entity=None,
                use="bare",
            )
            if part.label in {"norp", "gpe"}
            else replace(part, head=phrase.head, role=phrase.role)
            for part in others
        ]
        country = last.country or code.country
        rest = replace(phrase, first=last.first, country=country, sector=code.sector or phrase.sector, use="bare")
        return [*split, replace(rest, secondary=code.secondary, entity=code.entity)]
