"""table_digest.py WAREHOUSE: one digest of the rows of each table of its current release, and one of all together.

`runs` is left out (times and hashes of code), and so are, of other tables, columns that name the run or its instant.
"""
import hashlib
import json
import sys
from pathlib import Path

import pyarrow.parquet as pq

root = Path(sys.argv[1])
release = (root / "current").resolve()
whole = hashlib.sha256()
for folder in sorted(path for path in release.iterdir() if path.is_dir()):
    files = sorted(folder.glob("*.parquet"))
    if not files or folder.name in {"runs", "state"}:
        continue
    rows = [row for file in files for row in pq.read_table(file).to_pylist()]
    for row in rows:
        for name in list(row):
            if name in {"run_id", "published_at", "made_at", "noted_at", "changed_at"}:
                del row[name]
    lines = sorted(json.dumps(row, sort_keys=True, default=str) for row in rows)
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
    whole.update(f"{folder.name} {digest}\n".encode())
    print(f"{folder.name:24} {len(rows):6} {digest}")
print("all", whole.hexdigest()[:16])
