"""Documents: files of any format in, rows of `documents` and `removed_spans`, or of `rejections`, out.

A file walks `inventory` (what there is) -> a reader of its format (`READERS` in `reading`) -> `cleaning` (what is the
document's own text) -> `reading` (the rows) -> `versions` (which document replaces which).
"""
