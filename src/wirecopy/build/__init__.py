"""Keeps what a store says in step with what is in it: reads inputs, places articles, re-runs stale stages."""
