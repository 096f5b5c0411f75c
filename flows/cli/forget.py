"""Forgetting: a document leaves the warehouse with all its words."""

from datetime import UTC, datetime
from typing import Annotated

from cyclopts import Parameter

from flows.cli.interface import WAREHOUSE, Exit, Json, Root, app
from flows.cli.output import print_json, print_lines


@app.command(help_epilogue='Example: entente forget wire/2024/0412.html --reason "taken down by the publisher"')
def forget(
    document: str,
    *,
    reason: Annotated[str, Parameter(help="Why; it is kept, with the day, in place of the document.")],
    warehouse: Root = WAREHOUSE,
    json_output: Json = False,
) -> Exit:
    """Purge a document from parts and every release, by its path under the seeds or its key; this cannot be undone.

    A path means every version that lay there. Later builds leave the document out, a changed one is another document.
    """
    from flows.code_versions import package_version
    from warehouse.bucket.opening import Extent, changing
    from warehouse.purging.forgetting import forget as forget_document
    from warehouse.releases import existing

    with changing(warehouse, Extent.EVERYTHING) as root, (opened := existing(root)).lock():
        purge = forget_document(opened, document, reason, datetime.now(UTC).date(), package_version())
    gone = [f"{forgotten.document_id} {forgotten.path}" for forgotten in purge.documents]
    if json_output:
        print_json({"documents": gone, "releases": purge.releases, "files": purge.files})
        return Exit.OK
    numbers = ", ".join(map(str, purge.releases)) or "none"
    print_lines([f"forgotten: {line}" for line in gone])
    print_lines(
        [
            f"rewritten: {purge.files} files, releases {numbers}",
            "`entente build` makes anew what it told together with others; exports and copies elsewhere,",
            "and the file among the seeds, are yours to remove",
        ]
    )
    return Exit.OK
