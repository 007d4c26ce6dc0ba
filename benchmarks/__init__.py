"""One script a claim; each prints what it measured, the floor of the same run, and the ratio."""
