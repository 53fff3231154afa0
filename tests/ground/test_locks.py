"""The locks: every file by its hash, from no named place, and the same versions wherever the product runs."""

import json
import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, requires

import pytest
from packaging.requirements import Requirement

from tests.rig.tree import ROOT

LOCKS = ("run.txt", "dev.txt", "build.txt")


def blocks(lock: str) -> dict[tuple[str, str], set[str]]:
    """(name with version, condition) → hashes."""
    found: dict[tuple[str, str], set[str]] = {}
    text = (ROOT / "requirements" / lock).read_text()
    for block in re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]:
        head, _, condition = block.partition("\n")[0].removesuffix("\\").partition(";")
        found[head.strip(), condition.strip()] = set(re.findall(r"--hash=(sha256:[0-9a-f]{64})", block))
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_hashes(lock: str) -> None:
    packages = blocks(lock)
    assert packages
    for (package, _), hashes in packages.items():
        assert re.fullmatch(r"[a-z0-9.-]+(\[[a-z, ]+\])?==[^=*]+", package), package
        assert hashes, package


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_a_place_to_download_from(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text()
    assert not re.search(r"://|--index|--extra-index|--find-links|--trusted-host| @ ", text)


def test_what_is_tested_is_what_runs() -> None:
    run, dev, build = (blocks(lock) for lock in LOCKS)
    assert run.items() <= dev.items()
    assert build.items() <= dev.items()


def test_every_declared_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    for declared, lock in (
        (project["project"]["dependencies"], "run.txt"),
        ([each for each in groups["dev"] if isinstance(each, str)], "dev.txt"),
        (groups["build"], "build.txt"),
    ):
        assert {Requirement(each).name for each in declared} <= set(extras_by_name(lock))


def extras_by_name(lock: str) -> dict[str, set[str]]:
    """Each package of a lock with the extras it is locked with."""
    pins = [Requirement(package) for package, _ in blocks(lock)]
    return {pin.name: pin.extras for pin in pins}


@pytest.mark.parametrize("lock", ["run.txt", "dev.txt"])
def test_what_is_asked_for_with_extras_is_locked_with_them(lock: str) -> None:
    """Older pips take "pydantic[email]" for another package than "pydantic", and fetch its newest release, unhashed."""
    locked = extras_by_name(lock)
    asked = [
        Requirement(each)
        for name in [*locked, "participation"]
        for each in (requires(name) if is_installed(name) else None) or []
    ]
    with_extras = [one for one in asked if one.extras and (one.marker is None or one.marker.evaluate({"extra": ""}))]
    assert {"litestar", "pydantic"} <= {one.name for one in with_extras}
    for one in with_extras:
        assert one.extras <= locked[one.name], one


def is_installed(name: str) -> bool:
    """Whether this machine has it: a lock also names what other systems need."""
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def test_node_tools_are_locked_by_hash_and_for_development_only() -> None:
    package = json.loads((ROOT / "package.json").read_text())
    assert "dependencies" not in package
    lock = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert len(lock) > len(package["devDependencies"])
    for path, tool in lock.items():
        assert "resolved" not in tool
        assert not path or (tool["integrity"].startswith("sha512-") and tool["dev"])
