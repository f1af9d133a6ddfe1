"""Tools for assistants, by the Model Context Protocol: how many reports, not how many copies."""
