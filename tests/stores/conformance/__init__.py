"""What every store does: one suite, run over each of them."""
