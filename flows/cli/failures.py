"""Failures: an exception in, the exit code and the sentence that a person reads out."""

import re
import sys
import traceback

from flows.cli.interface import Exit
from flows.cli.output import is_chosen, tell
from flows.settings import VERBOSITY

CODES = {
    "CycloptsError": Exit.USAGE,
    "SeedsMissing": Exit.USAGE,
    "SettingsInvalid": Exit.USAGE,
    "UnknownEngine": Exit.USAGE,
    "WarehouseMissing": Exit.USAGE,
    "QueryInvalid": Exit.USAGE,
    "OutputMissing": Exit.USAGE,
    "TargetRefused": Exit.USAGE,
    "DatasetUnknown": Exit.USAGE,
    "TableUnknown": Exit.USAGE,
    "TooManyRows": Exit.USAGE,
    "ExtraMissing": Exit.USAGE,
    "EventUnknown": Exit.USAGE,
    "ReleaseUnknown": Exit.USAGE,
    "ReleaseIncomparable": Exit.USAGE,
    "DocumentUnknown": Exit.USAGE,
    "OSError": Exit.USAGE,
    "SourceInvalid": Exit.DATA,
    "CorrectionInvalid": Exit.DATA,
    "CorrectionNeedless": Exit.USAGE,
    "KnowledgeInvalid": Exit.DATA,
    "GoldInvalid": Exit.DATA,
    "ExpectationsNotMet": Exit.DATA,
    "DamagedData": Exit.DATA,
    "EngineChanged": Exit.DATA,
    "EndpointFailed": Exit.DATA,
    "WorkerUnfit": Exit.DATA,
    "SchedulerLost": Exit.DATA,
    "WarehouseNotWritable": Exit.DATA,
    "ReleaseTooNew": Exit.DATA,
    "FolderUnreadable": Exit.DATA,
    "ReleaseUnreadable": Exit.DATA,
    "StateMissing": Exit.DATA,
    "BriefNotSent": Exit.DATA,
    "AddressInvalid": Exit.USAGE,
    "CopyRefused": Exit.USAGE,
    "BucketDamaged": Exit.DATA,
    "BucketRefused": Exit.LOCKED,
    "BucketUnreachable": Exit.LOCKED,
    "LeaseLost": Exit.LOCKED,
    "WarehouseLocked": Exit.LOCKED,
    "FetchLocked": Exit.LOCKED,
}
"""Exit codes of the failures that are no bugs of ours, by name, so that nothing is imported to look one up."""
DISK = re.compile(
    "no space left|could not write|cannot open file|read-only file system|max_temp_directory_size", re.IGNORECASE
)
"""How DuckDB words that the disk is full or refuses, in errors of input and output, of transactions and of memory."""


def report_failure(error: Exception) -> Exit:
    """Say in one sentence what went wrong, with a traceback only for our bugs; return the exit code."""
    from transforms.control_characters import printable

    code = code_for(error)
    if code is Exit.INTERNAL or is_chosen(VERBOSITY, "verbose"):
        sys.stderr.write(printable("".join(traceback.format_exception(error))))
    if code is Exit.INTERNAL:
        return fail("this is a bug of ours; please report the lines above", code)
    return fail(message(error), code)


def code_for(error: Exception) -> Exit:
    """Return the exit code for a failure."""
    if is_of_disk(error):
        return CODES["OSError"]
    return next((CODES[kind.__name__] for kind in type(error).__mro__ if kind.__name__ in CODES), Exit.INTERNAL)


def is_of_disk(error: Exception) -> bool:
    """Whether DuckDB failed because of the disk, for which it has no error of its own."""
    return "duckdb" in type(error).__module__ and bool(DISK.search(str(error)))


def message(error: Exception) -> str:
    """Return in one sentence what went wrong."""
    if is_of_disk(error):
        return f"the disk is full or refuses: {str(error).splitlines()[0]}; the published warehouse is as it was"
    if isinstance(error, OSError) and error.strerror:
        where = error.filename or "the disk"
        return f"{where}: {error.strerror.lower()}; the published warehouse is as it was"
    return str(error)


INTERRUPTED = "interrupted; the published warehouse is as it was"


def fail(text: str, code: Exit) -> Exit:
    """Say what is wrong on standard error and return the exit code."""
    tell(text, "error")
    return code
