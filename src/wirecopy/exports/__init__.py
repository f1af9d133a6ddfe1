"""A report in the forms people and programs take it in.

Every module takes a `wirecopy.model.Report` and gives one string: `json` the contract of `read --json` (and
the way back), `terminal` plain or coloured text, `html` one self-contained page, `formats` everything that it
can be exported as, by a registry. The other modules are their parts: `sheet` and `answers` lay out lines,
`markup`, `parts`, `sections`, `reading` and `svg` build the page.
Nothing here decides anything: what is said and in which order comes from `wirecopy.views`.
"""
