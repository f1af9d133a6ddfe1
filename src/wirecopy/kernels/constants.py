"""Numbers the compiled kernels and their plain twins must agree on, so that both give the same results.

Changing a mixing constant, SPAN or ROW_BITS makes sketches that an index kept useless.
"""

from __future__ import annotations

SPAN = 3  # words in a shingle
ROW_BITS = 27  # low bits of a posting, which number its row

# Odd constants with well mixed bits: the golden ratio, xxHash64's primes 2 and 5, MurmurHash3's finaliser.
MIX_1 = 0x9E3779B97F4A7C15
MIX_2 = 0xC2B2AE3D27D4EB4F
MIX_3 = 0x27D4EB2F165667C5
MIX_4 = 0xFF51AFD7ED558CCD

SPACE = 0x20
LINE_END = 0x0A
# Parts words like a space, and says that the word before is one character of an unspaced script.
AFTER_ALONE = 0x1F

COUNTED = 64  # rows of a list looked at when its families are counted

MOST_QUOTED = 200  # words; a quotation that goes on for longer is a mark that was never closed
MOST_NUMBERS = 64  # different numbers of a text that are compared
HEAD = 60  # words at the start of a page that may be its furniture: byline, date, buttons
TAIL = 130  # and at its end: newsletter, copyright, links
ENTRY_SHIFT = 34  # bits of a shingle's hash that a reading leaves out
LEVEL_BITS = 2  # of an entry in the table of common shingles: how common

MOST_GAP = 12  # words between two runs that are searched for words in common

# Kinds of edges between texts of an index: the same words, a copy, a lesser copy; and what an edge met with.
TWIN, STRONG, WEAK = 2, 1, 0
APART, TOGETHER, JOINED = 0, 1, 2

FREE_BLOCKS = 2  # in the state of an index of signatures: from here on, by size, the first free block
SCORE_STEPS = 2.0**30  # steps to 1 in which the likeness of two groups is told
