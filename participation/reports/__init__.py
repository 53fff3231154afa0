"""What leaves the house: every figure through one gate, one theme report, and its files; pure."""
