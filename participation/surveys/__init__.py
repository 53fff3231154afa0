"""Questionnaires, answers and what is promised around them: pure, no web and no database."""
