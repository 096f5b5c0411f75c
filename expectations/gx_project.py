"""The expectations as a project of Great Expectations on disk, for people who work with its own tools.

    <folder>/gx/great_expectations.yml      data source `release`: the Parquet files of the release, one asset per table
    <folder>/gx/expectations/<table>.json   suite of a table: declarations, warnings, and what users expect of it
    <folder>/gx/checkpoints/release.json    the one checkpoint, which validates all of them
    <folder>/queries/<name>.parquet         rows of a query or view of users' expectations, as they were when written

Rules and comparisons are SQL, which a data source of files has not: they stay with `entente check`. There are no Data
Docs: their pages load styles and scripts from servers of others, so that they stay blank without a network.
"""

import shutil
from collections import defaultdict
from collections.abc import Sequence
from copy import copy
from pathlib import Path

import great_expectations as gx
import pyarrow.parquet as pq
from great_expectations.data_context import FileDataContext
from great_expectations.expectations.expectation import Expectation

from expectations.checking import close, opened
from expectations.own_checks import OwnChecks
from expectations.own_suites import expectation_of
from expectations.suites import promises_about, suite_of
from expectations.warnings import warnings_about
from transforms.tables import TABLES

RELEASE = "release"
"""Name of the data source and of the checkpoint."""
PROJECT, QUERIES = "gx", "queries"


def write_project(folder: Path, tables: Path, own: OwnChecks, views: Sequence[str]) -> Path:
    """Write the project that checks the tables in a folder; return its file. One that stands there is written anew.

    The data source names the folder of the tables by the path given, made absolute, since Great Expectations reads a
    relative one from wherever it is called.
    """
    shutil.rmtree(folder / PROJECT, ignore_errors=True)
    context = gx.get_context(mode="file", project_root_dir=folder)
    context.enable_analytics(False)
    for site in list(context.variables.data_docs_sites or {}):
        context.delete_data_docs_site(site)
    context.variables.progress_bars = {"globally": False}
    context.variables.save()
    files = {row.table: tables.absolute() / row.table for row in TABLES}
    files |= write_queries((folder / QUERIES).absolute(), tables, own, views)
    add_checkpoint(context, files, suites(own))
    return folder / PROJECT / "great_expectations.yml"


def suites(own: OwnChecks) -> dict[str, list[Expectation]]:
    """Return what is expected of each table, and of each view or query of which users expect something.

    An expectation belongs to one suite, so those that stay for the next check are copied.
    """
    expected: defaultdict[str, list[Expectation]] = defaultdict(list)
    for row in TABLES:
        expected[row.table] = [*promises_about(row), *map(copy, warnings_about(row))]
    for check in own.expectations:
        expected[check.subject].append(expectation_of(check))
    return expected


def write_queries(folder: Path, tables: Path, own: OwnChecks, views: Sequence[str]) -> dict[str, Path]:
    """Write the rows of queries and views of which users expect something; return their files by name."""
    names = {row.table for row in TABLES}
    wanted = {check.subject: check.source for check in own.expectations if check.table not in names}
    shutil.rmtree(folder, ignore_errors=True)
    if not wanted:
        return {}
    folder.mkdir(parents=True)
    files = {name: folder / f"{name}.parquet" for name in wanted}
    with opened(tables, None) as connection:
        close(connection, tables, views)
        for name, query in wanted.items():
            pq.write_table(connection.sql(query).to_arrow_table(), files[name])
    return files


def add_checkpoint(context: FileDataContext, files: dict[str, Path], expected: dict[str, list[Expectation]]) -> None:
    """Add a data source with some files, a suite for each of them, and the checkpoint that validates all."""
    source = context.data_sources.add_pandas(RELEASE)
    definitions = []
    for name, expectations in expected.items():
        batch = source.add_parquet_asset(name, path=str(files[name])).add_batch_definition("whole")
        suite = context.suites.add(suite_of(name, expectations))
        definition = gx.ValidationDefinition(name=name, data=batch, suite=suite)
        definitions.append(context.validation_definitions.add(definition))
    # COMPLETE names every offender by its place in the table.
    context.checkpoints.add(gx.Checkpoint(name=RELEASE, validation_definitions=definitions, result_format="COMPLETE"))
