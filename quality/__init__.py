"""Quality floors: what the program must not get worse at.

`python -m quality` reads the evaluation sets and the project's own example through `wirecopy.read` and
`wirecopy.group`, measures the reports against gold made by hand, and compares every figure with
`floors.json`. The scorers see what a user sees, the JSON of the report and the rows of `wirecopy.group`;
only `reuse` reaches into a room, for a rule that no verb shows yet.
"""
