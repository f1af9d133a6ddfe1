"""What the kernels and those who call them must agree on: columns of figures, and the greatest weight.

The columns are those that comparing two texts gives, in the order the kernels write them.

A is the first row of the pair, B the second. "plain" and "covered" count words outside quotation marks only,
"own" those of them in runs that speak for copying, "total" all words covered; gaps and spreads are in 64ths
of the text.
"""

FIGURES = (
    "words_a", "words_b", "covered_a", "covered_b", "own_a", "own_b", "runs", "runs_own", "longest",
    "longest_own", "gap_a", "gap_b", "gap_own_a", "gap_own_b", "spread_own_a", "spread_own_b", "numbers_a",
    "numbers_b", "numbers", "ordered", "plain_a", "plain_b",
    "total_a", "total_b",
)  # fmt: skip

TOP_WEIGHT = 31  # of a shingle: 5 bits beside the row in a partner's 32-bit word
