"""Takes the names of entities as the files give them, gathers what each name may mean."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from transforms.lexicons.entries import NameEntry
from transforms.lexicons.name_forms import is_acronym, normalise, without_article

HOWS = ("name", "alias", "demonym", "capital", "government_name")
"""Ways in which a name means something, the likelier first."""


class Names:
    """Gathers what each name may mean."""

    def __init__(self) -> None:
        self._found: dict[str, dict[tuple[str, str], NameEntry]] = {}
        self._bare: dict[str, dict[tuple[str, str], NameEntry]] = {}
        self._settled: dict[str, tuple[NameEntry, ...]] = {}

    def add(self, entity_id: str, how: str, spellings: Iterable[str]) -> None:
        """Let these spellings mean an entity, in this way."""
        for spelling in spellings:
            self._found.setdefault(normalise(spelling), {}).setdefault(
                (entity_id, how), NameEntry(entity_id, how, spelling)
            )
            bare = spelling.partition(" (")[0] if spelling[-1:] == ")" else ""
            if is_acronym(bare) or " " in without_article(bare):
                # "PAN (Mexico)" tells one of several apart; a text writes "PAN". "The National" is not any national.
                self._bare.setdefault(normalise(bare), {}).setdefault(
                    (entity_id, "alias"), NameEntry(entity_id, "alias", bare)
                )

    def has(self, name: str) -> bool:
        """Return whether anything has a name, as `normalise` gives it."""
        return name in self._found or name in self._bare

    def so_named(self, name: str) -> list[str]:
        """Return the ids of the entities that have a name as their first one."""
        return [entity_id for entity_id, how in self._found.get(normalise(name), ()) if how == HOWS[0]]

    def settle(self, entity_id: str, name: str, aliases: Iterable[str]) -> str | None:
        """Let the names of an entity mean it alone; return one that has been settled for another entity, if any."""
        for how, spellings in ((HOWS[0], (name,)), (HOWS[1], aliases)):
            for spelling in spellings:
                before = self._settled.get(normalise(spelling))
                if before and before[0].entity_id != entity_id:
                    return spelling
                self._settled[normalise(spelling)] = before or (NameEntry(entity_id, how, spelling),)
        return None

    def join(self, ids: Mapping[str, str]) -> None:
        """Let names of what turned out to be one entity mean that entity, once in each way."""
        for found in (*self._found.values(), *self._bare.values()):
            if all(entity_id not in ids for entity_id, _ in found):
                continue
            for (entity_id, how), entry in [item for item in found.items() if item[0][0] in ids]:
                del found[entity_id, how]
                found.setdefault((ids[entity_id], how), replace(entry, entity_id=ids[entity_id]))

    def names(self, likelier: Mapping[str, Sequence[str]]) -> dict[str, tuple[NameEntry, ...]]:
        """Return what each name may mean; a name without its brackets means what no state is called.

        `likelier` has, for names that several entities share, their ids in the order in which they are likely meant.
        """
        for name, bare in self._bare.items():
            found = self._found.setdefault(name, {})
            if all(how in {"name", "alias"} and not entity_id.startswith("state.") for entity_id, how in found):
                for key, entry in bare.items():
                    found.setdefault(key, entry)
        every = {
            name: tuple(sorted(found.values(), key=_rank) if len(found) > 1 else found.values())
            for name, found in self._found.items()
        }
        for name, ids in likelier.items():
            places = {entity_id: index for index, entity_id in enumerate(ids)}
            ordered = sorted(every[name], key=lambda entry: (_rank(entry), places.get(entry.entity_id, len(places))))
            every[name] = tuple(ordered)
        return every | self._settled if self._settled else every


def _rank(entry: NameEntry) -> int:
    return HOWS.index(entry.how)
