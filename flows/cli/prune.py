"""Pruning: old releases are removed to free the disk."""

from typing import Annotated

from cyclopts import Parameter, validators

from flows.cli.interface import WAREHOUSE, Exit, Json, Root, app
from flows.cli.output import print_json, print_lines


@app.command(help_epilogue="Example: entente prune --keep 5 --dry-run")
def prune(
    *,
    keep: Annotated[int, Parameter(validator=validators.Number(gte=1), help="How many of the newest stay.")],
    dry_run: Annotated[bool, Parameter(negative="", help="Say what would be removed, and remove nothing.")] = False,
    warehouse: Root = WAREHOUSE,
    json_output: Json = False,
) -> Exit:
    """Remove the oldest releases; the one that readers see stays, and so do damaged ones and the newest."""
    from flows.cli.releases import size
    from flows.code_versions import package_version
    from warehouse.bucket.opening import Extent, changing
    from warehouse.pruning import prune as prune_releases
    from warehouse.purging.forgetting import finish_forgetting
    from warehouse.releases import existing

    with changing(warehouse, Extent.MANIFESTS) as root, (opened := existing(root)).lock():
        finish_forgetting(opened, package_version())
        pruned = prune_releases(opened, keep, dry_run=dry_run)
    if json_output:
        print_json(vars(pruned))
        return Exit.OK
    numbers = ", ".join(map(str, pruned.releases)) or "none"
    what = f"releases {numbers}, with {pruned.parts} parts and {pruned.resolved} resolved files that nothing else needs"
    print_lines([f"{'would remove' if dry_run else 'removed'} {what} ({size(pruned.bytes)})"])
    return Exit.OK
