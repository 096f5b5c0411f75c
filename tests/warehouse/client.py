"""An old client: opens a DuckDB file with whatever DuckDB is on the path, and answers queries, one JSON line for each.

    python -S client.py DATABASE SECONDS < queries, one a line

Run by `test_old_clients.py` in a process of its own, without anything of this project.
"""

import json
import sys
import threading
import time

import duckdb

PATIENCE = 10  # times the limit that a query may take by the clock: other work on the machine is not its fault


def main(database: str, limit: float) -> None:
    """Answer the queries of the standard input, each in time or not at all."""
    with duckdb.connect(database, read_only=True) as connection:
        print(json.dumps({"version": duckdb.__version__}), flush=True)
        for line in sys.stdin:
            print(json.dumps({"query": line.strip(), **answered(connection, line, limit)}), flush=True)


def answered(connection: duckdb.DuckDBPyConnection, query: str, limit: float) -> dict[str, object]:
    """Return the CPU seconds and the rows of a query, or what went wrong with it."""
    bell, start = threading.Timer(PATIENCE * limit, connection.interrupt), time.process_time()
    bell.start()
    try:
        rows = len(connection.execute(query).fetchall())
    except duckdb.Error as error:
        return {"seconds": time.process_time() - start, "error": str(error)}
    finally:
        bell.cancel()
    return {"seconds": time.process_time() - start, "rows": rows}


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
