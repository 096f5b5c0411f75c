"""The page of what is known before reading names every data file as it is."""

from tools.knowledge_page import PAGE, page


def test_the_page_of_knowledge_is_current() -> None:
    before, now = PAGE.read_text(encoding="utf-8").splitlines(), page().splitlines()
    assert sorted(set(now) - set(before)) == [], "run python -m tools.knowledge_page"
    assert now == before
