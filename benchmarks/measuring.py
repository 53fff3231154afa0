"""What every benchmark needs: a result with its bound, peak memory, and one way to run a peer."""

import json
import platform
import resource
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RESULTS = HERE / "results"
DATA = HERE / "data"
PEER_PYTHON = HERE / ".peers" / "bin" / "python"


@dataclass(frozen=True)
class Figure:
    """One figure and what it is held to: a peer's figure or a bound from the same run."""

    name: str
    value: float
    unit: str = ""
    bound: float | None = None
    """The figure should be at least this (or at most, where `at_most`)."""
    at_most: bool = False
    beside: str = ""
    """What stands next to it, in words: the peer and its own figure."""

    @property
    def holds(self) -> bool:
        """Whether the bound is met; a figure without one always is."""
        if self.bound is None:
            return True
        return self.value <= self.bound if self.at_most else self.value >= self.bound


@dataclass(frozen=True)
class Result:
    """What one benchmark found."""

    benchmark: str
    figures: tuple[Figure, ...]
    details: dict[str, Any] = field(default_factory=dict)


def write(result: Result) -> Path:
    """Keep a result as JSON, with the kind of machine it was measured on."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{result.benchmark}.json"
    machine = {"processor": platform.processor() or platform.machine(), "python": platform.python_version()}
    path.write_text(json.dumps({**asdict(result), "machine": machine}, indent=1, ensure_ascii=False) + "\n")
    return path


def peak_mb() -> float:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run_peer(script: str, arguments: Sequence[str]) -> Any:
    """Run a script of this folder in the peers' own environment; its last line is JSON."""
    if not PEER_PYTHON.exists():
        raise SystemExit("The peers are not installed. Run: make bench")
    done = subprocess.run(
        [str(PEER_PYTHON), "-W", "ignore", str(HERE / script), *arguments],
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout.strip().splitlines()[-1])
