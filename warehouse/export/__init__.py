"""The export: a published release in files that other programs read, flat and described.

Takes the DuckDB file of a release; gives a folder: data files, `datapackage.json` and `CODEBOOK.md`.
"""
