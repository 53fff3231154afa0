"""What our processes write to stderr: plain lines without an address, a path, a code or a word of an answer.

An exception's own message may hold what somebody typed (`KeyError: 'my name is …'`, a database's
"failing row contains …"), and so may the messages of libraries. So a record of ours keeps its words, a
record of a library keeps only its name, and an exception keeps its type and the lines it passed through.
"""

import logging
import sys
import threading
import traceback
from types import TracebackType

OURS = "participation"


class PlainFormatter(logging.Formatter):
    """One line an event; `starting` lets everything through while there is no visitor yet."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%d %H:%M:%S")
        self.starting = True

    def format(self, record: logging.LogRecord) -> str:
        """The line, and below it where an exception passed through."""
        if not self.starting and record.name.partition(".")[0] != OURS:
            withheld = logging.makeLogRecord(record.__dict__)
            withheld.msg = f"{record.name}: message withheld, it may hold what somebody wrote"
            withheld.args = ()
            withheld.exc_text = withheld.stack_info = None
            record = withheld
        return super().format(record)

    def formatException(  # noqa: N802 - logging's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Types and lines of code, never an exception's message."""
        if ei[1] is None:
            return ""
        return "".join(traceback.format_exception(ei[1])) if self.starting else without_messages(ei[1])


def without_messages(error: BaseException) -> str:
    """An exception and what caused it, innermost first: types, files, lines and functions only."""
    chain: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in chain:
        chain.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    lines: list[str] = []
    for link in reversed(chain):
        lines += [
            f"  {frame.f_code.co_filename}:{line} in {frame.f_code.co_name}"
            for frame, line in traceback.walk_tb(link.__traceback__)
        ]
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
        if isinstance(link, BaseExceptionGroup):
            lines += [without_messages(inner) for inner in link.exceptions]
    return "\n".join(lines)


def log_to_stderr() -> PlainFormatter:
    """Send every log record of this process to stderr; set `starting` to False once visitors can come."""
    formatter = PlainFormatter()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger(OURS).setLevel(logging.INFO)
    logging.captureWarnings(capture=True)

    def log_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            error = args.exc_value
            logging.getLogger(OURS).error("A thread ended.", exc_info=(type(error), error, error.__traceback__))

    threading.excepthook = log_thread
    return formatter
