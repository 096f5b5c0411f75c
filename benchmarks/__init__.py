"""What measures the walk: a yardstick, the sets it measures with, and the mappings between their labels and ours."""
