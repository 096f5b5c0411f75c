"""Entities: what documents introduce in, the entities of a release with their names and roles out.

Documents name what no lexicon knows in many spellings. `find_spellings` finds which of them are one: names that differ
in hyphens, articles, diacritics and the spelling of a long word. People join by their full names alone: a surname is
no evidence. Names are compared within blocks of a common skeleton of consonants, so the work grows with the corpus.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import pyarrow as pa

from transforms.corpus.corpus import Corpus
from transforms.corpus.corrections import Corrector
from transforms.drafts import Rename, Spelling
from transforms.identifiers import key
from transforms.lexicons import Lexicons, OfficialRole, load_lexicons
from transforms.spelling import is_same_name, name_words
from transforms.tables import Affiliation, Entity, EntityName

LARGE = 200  # names of one block that are compared; a block that large holds no evidence


def find_spellings(corpus: Corpus, corrector: Corrector) -> None:
    """Fill which entities are other ones under a second spelling, and which documents that concerns."""
    corpus.begin(Spelling)
    corpus.run("spellings")
    corpus.add(Spelling, spellings(corpus))
    corpus.run("spellings_touched")
    corpus.stand(Spelling)
    corpus.begin(Rename)
    corpus.run("renames")
    corrected_renames(corpus, corrector)
    corpus.run("renames_touched")
    corpus.stand(Rename)
    corpus.run("retold")


def spellings(corpus: Corpus) -> Iterator[Spelling]:
    """Yield the second spellings of the blocks that are compared, block by block."""
    for batch in block_members(corpus):
        yield from match_block(batch)


def block_members(corpus: Corpus) -> Iterator[list[tuple[str, str, str, str | None]]]:
    """Yield the members of each block: block, entity, name, country; in the order of their ids."""
    rows = (
        (row["block"], row["entity_id"], row["name"], row["country"])
        for batch in corpus.batches("from compared order by block, entity_id")
        for row in batch.to_pylist()
    )
    yield from (list(members) for _, members in groupby(rows, key=lambda row: row[0]))


def match_block(members: Sequence[tuple[str, str, str, str | None]]) -> Iterator[Spelling]:
    """Yield the second spellings of one block; the id that sorts first stands for all."""
    above: dict[str, str] = {}
    words = {entity_id: name_words(name) for _, entity_id, name, _ in members[:LARGE]}
    for index, (block, entity_id, _, country) in enumerate(members[:LARGE]):
        for _, other_id, _, other_country in members[index + 1 : LARGE]:
            agrees = not country or not other_country or country == other_country
            if other_id not in above and agrees and is_same_name(words[entity_id], words[other_id]):
                above[other_id] = above.get(entity_id, entity_id)
                yield Spelling(entity_id=other_id, same_as=above[other_id], block=block)


def corrected_renames(corpus: Corpus, corrector: Corrector) -> None:
    """Let people overrule what names tell of who is who: some entities merge, others stay apart."""
    corrected = corrector.entity_merges(corpus)
    if not corrected:
        return
    known = dict(corpus.connection.execute("select entity_id, same_as from fresh.renames").fetchall())
    edges = {**known, **corrected}
    tops = {entity_id: top for entity_id in edges if (top := top_of(entity_id, edges)) != entity_id}
    corpus.begin(Rename)
    corpus.add(Rename, (Rename(entity_id=entity_id, same_as=top) for entity_id, top in sorted(tops.items())))


def top_of(entity_id: str, above: Mapping[str, str]) -> str:
    """Return what an entity is in the end; itself where corrections lead in a circle."""
    seen = {entity_id}
    at = entity_id
    while (higher := above.get(at, at)) != at:
        if higher in seen:
            return entity_id
        seen.add(higher)
        at = higher
    return at


def gather_entities(corpus: Corpus, corrector: Corrector) -> None:
    """Fill the entities that documents share, with their names, and the roles that the lexicons know of them.

    An organisation in which a role is held has a row of its own, though no document may name it.
    """
    lexicons = load_lexicons()
    for row in (Entity, EntityName, Affiliation):
        corpus.begin(row)
    corpus.put("corrected_entities", corrector.entities())
    corpus.put("lexicon_ids", pa.table({"entity_id": pa.array(sorted(lexicons.entities), pa.string())}))
    corpus.run("entities")
    used = ids_in(corpus, "lexicon_entities")
    roles = list(affiliations_of(used, lexicons, renamed_bodies(corpus, lexicons)))
    bodies = {role.organisation_id for role in roles if role.organisation_id}
    known = sorted(used | bodies.intersection(lexicons.entities))
    corpus.add(Entity, (lexicons.entities[entity_id].row for entity_id in known))
    corpus.add(Entity, corrector.entities_made(corpus, lexicons))
    corpus.add(Affiliation, roles)
    corpus.put("listed_names", EntityName.to_arrow(listed_names(known, lexicons)))
    corpus.run("entities_touched")
    for row in (Entity, EntityName, Affiliation):
        corrector.apply(corpus, row)
        corpus.stand(row)


def ids_in(corpus: Corpus, table: str) -> set[str]:
    """Return the entities of a small table."""
    return {entity_id for (entity_id,) in corpus.connection.execute(f"select entity_id from {table}").fetchall()}


def renamed_bodies(corpus: Corpus, lexicons: Lexicons) -> dict[str, str]:
    """Return which entities of the lexicons are other ones, as corrections tell."""
    query = "select entity_id, same_as from now.renames semi join lexicon_ids using (entity_id)"
    return dict(corpus.connection.execute(query).fetchall())


def affiliations_of(used: Iterable[str], lexicons: Lexicons, above: Mapping[str, str]) -> Iterator[Affiliation]:
    """Yield the roles that the lexicons know of these entities; roles in what is another body are held in that."""
    for entity_id in sorted(used):
        for role in lexicons.officials.get(entity_id, ()):
            body = above.get(role.organisation_id or "", role.organisation_id)
            yield affiliation(role, body)


def affiliation(role: OfficialRole, body: str | None) -> Affiliation:
    """Return the row of a role in a body."""
    period = (role.valid_first_on, role.valid_last_on)
    return Affiliation(
        affiliation_id=key(role.entity_id, role.role, role.organisation_id or "", *map(str, period)),
        entity_id=role.entity_id,
        role=role.role,
        organisation_id=body,
        country=role.country,
        sector=role.sector,
        valid_first_on=role.valid_first_on,
        valid_last_on=role.valid_last_on,
        origin=role.file.rpartition(":")[0] or role.file,
    )


def listed_names(known: Iterable[str], lexicons: Lexicons) -> Iterator[EntityName]:
    """Yield the names under which the lexicons list entities."""
    for entity_id in known:
        entry = lexicons.entities[entity_id]
        for alias in dict.fromkeys((entry.row.name, *entry.aliases)):
            yield EntityName(
                entity_name_id=key(entity_id, alias), entity_id=entity_id, alias=alias, language=None, origin="lexicon"
            )
