"""Projects of other programs for qualitative analysis, in and out: REFI-QDA `.qdpx` and `.qdc`.

What the standard has no place for is named, never lost in silence.
"""
