"""Run the checkpoint that `entente check --gx DIR` has written; print as JSON what is not met, offenders by their keys.

python run_checkpoint.py DIR
"""

import json
import sys

import great_expectations as gx
import pandas as pd

context = gx.get_context(mode="file", project_root_dir=sys.argv[1])
release = context.data_sources.get("release")
result = context.checkpoints.get("release").run()


def offenders(table, places):
    """Return the keys of rows, which stand in the first column, by the places of the rows in the table."""
    keys = pd.read_parquet(release.get_asset(table).path).iloc[:, 0]
    return keys.iloc[places].tolist()


failed = [
    {
        "table": validated.asset_name,
        "expectation": found.expectation_config.type,
        "description": found.expectation_config.description,
        "severity": found.expectation_config.severity,
        "observed": found.result.get("observed_value"),
        "offenders": offenders(validated.asset_name, found.result.get("unexpected_index_list") or []),
    }
    for validated in result.run_results.values()
    for found in validated.results
    if not found.success
]
print(json.dumps({"success": result.success, "failed": failed}, indent=2, default=str))
