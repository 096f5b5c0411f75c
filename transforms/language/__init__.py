"""Language: raw sentences in, readings out."""

import os

# Newer builds of onnxruntime keep an identifier of the device and call home unless told not to before their import.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
