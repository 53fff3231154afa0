"""Questionnaires of other programs, in and out; what a format cannot hold is named, never lost in silence."""
