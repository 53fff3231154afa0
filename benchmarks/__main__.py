"""Run the benchmarks named on the command line, or all: `python -m benchmarks themes bursts`."""

import importlib
import sys

from benchmarks.measuring import Result, write

ALL = (
    "themes",
    "several_codes",
    "many_comments",
    "coder",
    "tone",
    "personal",
    "submits",
    "pages",
    "first_view",
    "lighthouse",
    "bursts",
)


def _print(result: Result) -> None:
    print(f"\n{result.benchmark}")
    for one in result.figures:
        bound = "" if one.bound is None else f"{'≤' if one.at_most else '≥'} {one.bound:,.6g}"
        verdict = "" if one.bound is None else ("holds" if one.holds else "DOES NOT HOLD")
        print(f"  {one.name:<60} {one.value:>10,.3f} {one.unit:<6} {bound:<12} {verdict:<14} {one.beside}")


def main() -> int:
    """Print each result and keep it; 1 if a bound does not hold."""
    holds = True
    for name in sys.argv[1:] or ALL:
        result: Result = importlib.import_module(f"benchmarks.{name}").run()
        write(result)
        _print(result)
        holds = holds and all(one.holds for one in result.figures)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
