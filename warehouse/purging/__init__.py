"""Purging: documents that are forgotten leave the parts and every kept release, with what rests on them alone.

`document_lookup` says which documents are meant, `doomed` which rows of a release go or change with them, `rewriting`
makes the files anew, `duckdb_file` the DuckDB file and the report, and `forgetting` does it all in an order that can be
resumed.
"""
