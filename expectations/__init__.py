"""What is expected of a release; the only code that knows Great Expectations."""

import logging
import os

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")  # read when Great Expectations is imported
logging.getLogger("great_expectations").setLevel(logging.WARNING)  # else it tells of its temporary folders
