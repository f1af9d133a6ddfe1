"""Stories: which articles tell of one event, all at once or as they arrive."""
