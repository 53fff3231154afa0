"""The only room that knows the database: durable, anonymous, and every access check inside the fetch."""

from participation.store.migrations import migrate, require_newest_schema

__all__ = ["migrate", "require_newest_schema"]
