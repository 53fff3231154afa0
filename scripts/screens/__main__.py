"""`python -m scripts.screens`: start the product, photograph every page and state, and say where the pictures are."""

import argparse
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.screens import manage, readme, safeguarding, strategist, young_person, youth_worker
from scripts.screens.camera import Camera
from scripts.screens.world import World, demonstration, empty
from tests.rig.chromium import launch
from tests.rig.server import ROOT

FOLDER = ROOT / "var" / "screens"
Step = Callable[[Camera, World], None]

# In this order: each takes its pictures before a later one changes what they show.
DEMONSTRATION: tuple[Step, ...] = (
    young_person.take,
    safeguarding.take,
    strategist.take,
    youth_worker.take,
    manage.take,
    young_person.ranking,
    young_person.after_closing,
    young_person.without_database,
)
FIRST_DAY: tuple[Step, ...] = (
    young_person.first_day,
    youth_worker.first_day,
    safeguarding.first_day,
    strategist.first_day,
    manage.first_day,
)
AUDIENCES = sorted({step.__module__.rpartition(".")[2] for step in DEMONSTRATION})


def main() -> None:
    """Every picture into var/screens/, or with --readme the few that README.md shows into docs/screens/."""
    asked = argparse.ArgumentParser(prog="python -m scripts.screens", description=main.__doc__)
    asked.add_argument("--readme", action="store_true", help="remake the pictures of docs/screens/ instead")
    asked.add_argument("--only", choices=AUDIENCES, default="", help="leave the others out")
    asked.add_argument("--port", type=int, help="the port of the demonstration; any free one unless given")
    given = asked.parse_args()
    folder = readme.FOLDER if given.readme else FOLDER
    if not given.only:
        shutil.rmtree(folder, ignore_errors=True)  # what is no longer a state must not be looked at
    with (
        tempfile.TemporaryDirectory(prefix="participation-screens-") as temporary,
        sync_playwright() as driver,
        launch(driver) as browser,
    ):
        camera = Camera(browser, folder)
        print("Making the demonstration and its themes (half a minute) …", flush=True)
        with demonstration(Path(temporary), given.port) as world:
            _take((readme.take,) if given.readme else _wanted(DEMONSTRATION, given.only), camera, world)
        if not given.readme:
            with empty(Path(temporary)) as world:
                _take(_wanted(FIRST_DAY, given.only), camera, world)
    print(f"{len(camera.taken)} pictures in {folder.relative_to(ROOT)}.")
    if not given.readme:
        print(f"To look at all of them, open {camera.contents()}")


def _wanted(steps: tuple[Step, ...], audience: str) -> tuple[Step, ...]:
    return tuple(step for step in steps if step.__module__.endswith(audience))


def _take(steps: tuple[Step, ...], camera: Camera, world: World) -> None:
    for step in steps:
        name = f"{step.__module__.rpartition('.')[2]}, {step.__name__.replace('_', ' ')}"
        print(f"  {name} …", flush=True)
        step(camera, world)


if __name__ == "__main__":
    main()
