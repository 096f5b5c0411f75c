"""Rolling back: readers see an earlier release again."""

from flows.cli.interface import WAREHOUSE, Exit, Root, app
from flows.cli.output import print_lines


@app.command(help_epilogue="Example: entente rollback 3")
def rollback(number: int, *, warehouse: Root = WAREHOUSE) -> Exit:
    """Let readers see a release again, by its number; no other one is lost, and the next build makes a new number."""
    from flows.code_versions import package_version
    from warehouse.bucket.opening import Extent, changing
    from warehouse.purging.forgetting import finish_forgetting
    from warehouse.releases import existing

    with changing(warehouse, Extent.MANIFESTS) as root, (opened := existing(root)).lock():
        finish_forgetting(opened, package_version())
        release = opened.rollback(number)
        following = opened.next_number()
    print_lines([f"readers see release {release.number} now; the next build makes release {following}"])
    return Exit.OK
