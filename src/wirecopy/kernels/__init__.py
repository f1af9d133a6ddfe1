"""Kernels: flat arrays in, flat arrays out; numba, and only here.

`compiled` holds the kernels; `plain` their slow twins of the same names, in plain Python and NumPy, which the
tests hold against them and which small inputs use, so that five articles do not wait for a compiler.
"""
