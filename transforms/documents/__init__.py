"""Documents: files of any format in, rows of `documents` and `removed_spans`, or of `rejections`, out.

`inventory` surveys what there is, with `cutting` (which records a file holds) and `stat_cache` (which files are as they
were); `batches` plans what is new. A record then goes through the reader of its format (`file_formats`), `cleaning`
(what is the document's own text) and `record_reading` (the rows).
"""
