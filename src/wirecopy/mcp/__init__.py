"""What an assistant asks instead of counting copies: tools over the Model Context Protocol, on stdio.

In: a claim, texts or URLs, from a client of the protocol; a store, or none. Out: how many reports stand
behind them, the bottom line first, then the passages. `server` speaks the protocol, `asking` answers in a
worker process that can be stopped, `looking` finds in a store what is asked for, `matching` says which claim
is meant, `telling` puts it into the rows of `answers`. Nothing is fetched and nothing is written: a store is
opened for looking only.
"""
