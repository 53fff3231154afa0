"""The demonstration: invented answers, and what puts them into a database."""
