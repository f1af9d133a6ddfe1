"""The kernels, compiled by numba when first called and cached beside the source or in NUMBA_CACHE_DIR."""
