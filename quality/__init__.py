"""Quality floors: what the program must not get worse at.

`python -m quality` reads the evaluation sets and the project's own example through `wirecopy.read`,
measures the reports against gold made by hand, and compares every figure with `floors.json`. Nothing here
imports a room of wirecopy: the scorers see what a user sees, the JSON of the report.
"""
