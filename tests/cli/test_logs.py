"""What goes to stderr of our processes never holds what a visitor sent."""

import logging
import sys

import pytest

from participation.cli.logs import PlainFormatter

TYPED = "my name is Canary and I live at 1 Canary Street"


def _line(name: str, message: str, *values: object, error: BaseException | None = None, starting: bool = False) -> str:
    formatter = PlainFormatter()
    formatter.starting = starting
    trace = (type(error), error, error.__traceback__) if error else None
    return formatter.format(logging.LogRecord(name, logging.ERROR, __file__, 1, message, values, trace))


def _fail() -> None:
    try:
        empty: dict[str, str] = {}
        empty[TYPED]
    except KeyError as error:
        raise ValueError(f"cannot use {TYPED}") from error


def _caught() -> BaseException:
    try:
        _fail()
    except ValueError as error:
        return error
    raise AssertionError


def test_an_exception_shows_where_it_was_and_never_its_message() -> None:
    line = _line("participation.web", "A page failed.", error=_caught())
    assert "A page failed." in line
    assert "in _fail" in line
    assert line.index("builtins.KeyError") < line.index("builtins.ValueError")
    assert "Canary" not in line


def test_a_librarys_message_is_withheld() -> None:
    line = _line("litestar", "Uncaught exception (path=/s/%s): %s", "K7M4RT", TYPED)
    assert "litestar" in line
    assert "K7M4RT" not in line
    assert "Canary" not in line


def test_asyncio_does_not_tell_a_tasks_exception() -> None:
    assert "Canary" not in _line("asyncio", f"Task exception was never retrieved\nfuture: KeyError({TYPED!r})")


def test_our_own_message_is_kept() -> None:
    assert _line("participation.worker", "Run %s failed.", 7).endswith("Run 7 failed.")


def test_while_starting_everything_is_told() -> None:
    assert "no such port" in _line("uvicorn.error", "no such port", starting=True)


def test_each_exception_of_a_group_is_told() -> None:
    line = _line("participation", "Two failed.", error=ExceptionGroup(TYPED, [KeyError(TYPED), OSError(TYPED)]))
    assert "builtins.KeyError" in line
    assert "builtins.OSError" in line
    assert "Canary" not in line


@pytest.mark.parametrize("error", [None, KeyboardInterrupt()])
def test_no_exception_is_no_trouble(error: BaseException | None) -> None:
    assert "done" in _line("participation", "done", error=error)
    assert sys.exc_info() == (None, None, None)
