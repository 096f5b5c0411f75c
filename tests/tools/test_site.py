"""The pages that the documentation's site is made of; CI builds it, and stops at a dead link."""

from pathlib import Path

import pytest

from tests.finding import each
from tests.test_architecture import ROOT
from tools.site.html import close, in_navigation
from tools.site.pages import SiteNotBuilt, relinked, write_pages
from tools.site.reference import commands, python_api


def test_the_navigation_has_every_page_of_the_site(tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages")
    assert in_navigation((ROOT / "mkdocs.yml").read_text(encoding="utf-8")) == set(pages)
    assert {"tutorial.md", "codebook.md", "commands.md", "python-api.md"} < set(pages)


def test_a_link_to_a_file_that_the_site_lacks_leaves_its_words() -> None:
    page = "See [the codebook](../CODEBOOK.md#runs), [days](when.md) and [tables](../transforms/tables.py).\n"
    assert relinked(page, "docs/where.md") == "See [the codebook](codebook.md#runs), [days](when.md) and tables.\n"


def test_a_link_of_a_page_at_the_root_leads_to_the_same_page() -> None:
    assert relinked("[events](docs/events.md#one-row)", "CONTRIBUTING.md") == "[events](events.md#one-row)"


def test_a_block_of_code_is_left_as_it_is() -> None:
    block = "```sql\nselect [a](b.md)\n```\n"
    assert relinked(block, "docs/where.md") == block


def test_a_link_to_no_file_stops_the_site() -> None:
    with pytest.raises(SiteNotBuilt, match=r"docs/where\.md: the link to \.\./nowhere\.py leads nowhere"):
        relinked("[there](../nowhere.py)", "docs/where.md")


def test_search_asks_for_nothing_outside(tmp_path: Path) -> None:
    page = tmp_path / "below" / "page.html"
    page.parent.mkdir()
    link = '<a href="https://wire.example">'
    page.write_text(f'<script src="https://unpkg.com/iframe-worker/shim"></script>{link}', encoding="utf-8")
    close(page, tmp_path)
    assert page.read_text(encoding="utf-8") == f'<script src="../assets/iframe-worker.js"></script>{link}'


@pytest.mark.parametrize(
    "asking",
    [
        '<img src="https://wire.example/1.png">',
        '<link rel="stylesheet" href="//fonts.example/a.css">',
        "<script src=http://x>",
    ],
)
def test_a_page_that_asks_outside_stops_the_site(asking: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(asking, encoding="utf-8")
    with pytest.raises(SiteNotBuilt, match=r"page\.html: a browser would ask outside for <"):
        close(page, tmp_path)


def test_every_command_stands_on_its_page_with_its_example() -> None:
    page = commands()
    assert page.startswith("# Commands\n")
    assert "## entente query\n\n```console\nentente query [OPTIONS] [ARGS]\n```" in page
    assert "**Example**\n\n```sh\nentente init my_desk --sample\n```" in page
    assert "install-completion" not in page


def test_the_page_of_python_has_what_a_user_calls() -> None:
    page = python_api()
    for name in each(["## `entente.open`", "### `OpenWarehouse.sql`", "## `entente.QueryInvalid`"]):
        assert name in page
