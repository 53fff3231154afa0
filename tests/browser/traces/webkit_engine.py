"""Debian's WebKitGTK, the engine nearest to an iPhone's that runs here, driven by selenium (webkit_browser.py)."""

import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from tests.browser.traces.engine import home, kill

BROWSER = Path(__file__).with_name("webkit_browser.py")
PYTHON = "/usr/bin/python3"
"""Debian's own: the bindings of its WebKitGTK are made for it."""
MISSING = (
    "WebKitGTK is missing: the browser tests need it. On Debian: apt-get install webkit2gtk-driver gir1.2-webkit2-4.1"
)


@dataclass
class WebKit:
    """Windows of one driven browser; each is a tab."""

    driver: webdriver.WebKitGTK
    tabs: list[str] = field(default_factory=list)

    def open(self, url: str) -> int:
        if self.tabs:
            self.driver.switch_to.new_window("window")
        self.tabs.append(self.driver.current_window_handle)
        self.driver.get(url)
        return len(self.tabs) - 1

    def goto(self, tab: int, url: str) -> None:
        self.driver.switch_to.window(self.tabs[tab])
        self.driver.get(url)

    def type(self, tab: int, at: str, text: str) -> None:
        self._at(tab, at).send_keys(text)

    def press(self, tab: int, at: str) -> None:
        self._at(tab, at).click()

    def run(self, tab: int, script: str) -> Any:
        self.driver.switch_to.window(self.tabs[tab])
        return self.driver.execute_script(f"return {script}")

    def _at(self, tab: int, at: str) -> WebElement:
        self.driver.switch_to.window(self.tabs[tab])
        return self.driver.find_element(By.CSS_SELECTOR, at)


@contextmanager
def webkit(folder: Path, display: str, *, scripts: bool) -> Iterator[WebKit]:
    """Run it on a screen; killed at the end."""
    program = shutil.which("WebKitWebDriver")
    if program is None:
        raise RuntimeError(MISSING)
    options = webdriver.WebKitGTKOptions()
    options.binary_location = PYTHON
    for word in (str(BROWSER), str(folder), "yes" if scripts else "no"):
        options.add_argument(word)
    # Its sandbox needs rights that a test does not have everywhere; what is kept on the disk does not depend on it.
    environment = {**home(folder), "DISPLAY": display, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    service = webdriver.WebKitGTKService(program, env=environment, log_output=str(folder / "driver.log"))
    try:
        with warnings.catch_warnings():  # selenium's driver for WebKitGTK calls what selenium itself calls outdated
            warnings.simplefilter("ignore", DeprecationWarning)
            driver = webdriver.WebKitGTK(options=options, service=service)
        yield WebKit(driver)
    finally:
        kill(folder)


@contextmanager
def screen() -> Iterator[str]:
    """A screen that nobody sees; its name."""
    if shutil.which("Xvfb") is None:
        raise RuntimeError("Xvfb is missing: the browser tests need it. On Debian: apt-get install xvfb")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-nolisten", "tcp", "-screen", "0", "800x900x24"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()
