"""The migration line: one module a step, in the order of their names, each for both engines."""
