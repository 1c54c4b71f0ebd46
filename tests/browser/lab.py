"""JupyterLab in headless Chromium, driven as a student's hands would."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

_SETTINGS = {
    # Cells outside the window must exist in the page, or there is nothing to click on.
    "@jupyterlab/notebook-extension/tracker.jupyterlab-settings": {"windowingMode": "none"},
    # The question about news lies over the notebook.
    "@jupyterlab/apputils-extension/notification.jupyterlab-settings": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
}
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@contextmanager
def jupyterlab(folder: Path, home: Path, theme: str = "JupyterLab Light", cwd: Path | None = None) -> Iterator[str]:
    """A JupyterLab server on `folder`, started in `cwd`; yields its address.

    Its configuration and data live in `home`.
    """
    themes = {"@jupyterlab/apputils-extension/themes.jupyterlab-settings": {"theme": theme}}
    for name, settings in (_SETTINGS | themes).items():
        path = home / "lab" / "user-settings" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"JUPYTER_CONFIG_DIR": str(home), "JUPYTER_DATA_DIR": str(home), "HOME": str(home)}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    command += ["--IdentityProvider.token=", f"--notebook-dir={folder}", "--LabApp.extension_manager=readonly"]
    with open(home / "jupyterlab.log", "wb") as log:
        server = subprocess.Popen(command, env=environment, cwd=cwd, stdout=log, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, seconds=90)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()  # it had a kernel to start or to end
            server.wait()


def _wait_for(address: str, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}/api", timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise TimeoutError(f"JupyterLab did not answer within {seconds} seconds")


@contextmanager
def open_notebook(address: str, name: str) -> Iterator[Page]:
    """The notebook in a browser window of 1280 × 1400 pixels, its kernel idle."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 1400})
        page.goto(f"{address}/lab/tree/{name}")
        page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=90_000)
        page.wait_for_selector('.jp-NotebookPanel-toolbar [data-status="idle"]', timeout=90_000)
        yield page
        browser.close()


def fill_cell(page: Page, index: int, source: str) -> None:
    """Replace the text of a cell, as one would by selecting it all and pasting."""
    page.locator(".jp-Notebook .jp-Cell").nth(index).locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(source)


def run_cell(page: Page, index: int, seconds: float = 60) -> str:
    """Run a cell and wait for it; returns the text of its output."""
    start_cell(page, index)
    page.wait_for_timeout(300)
    _wait_until_idle(page, seconds)
    page.wait_for_timeout(300)
    return output_of(page, index)


def start_cell(page: Page, index: int) -> None:
    """Run a cell and do not wait."""
    page.locator(".jp-Notebook .jp-Cell").nth(index).locator(".cm-content").click()
    page.keyboard.press("Control+Enter")


def output_of(page: Page, index: int) -> str:
    """The text below a cell that can be seen."""
    cell = page.locator(".jp-Notebook .jp-Cell").nth(index)
    return "\n".join(cell.locator(".jp-OutputArea-output").all_inner_texts())


_OUTPUTS = ".jp-OutputArea-output .jp-RenderedHTMLCommon *, .jp-OutputArea-output.jp-RenderedHTMLCommon *"


def contrasts(page: Page, selector: str = _OUTPUTS) -> dict[str, float]:
    """Colour and background of texts, usually those in HTML outputs → their contrast, by the formula of WCAG 2."""
    return page.evaluate(_CONTRASTS, selector)


_CONTRASTS = r"""selector => {
  const channel = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const luminance = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]) + 0.05;
  const parse = text => (text.match(/[\d.]+/g) || []).map(Number);
  const over = (c, below) => c.slice(0, 3).map((v, i) => v * (c[3] ?? 1) + below[i] * (1 - (c[3] ?? 1)));
  const background = node => {
    for (; node; node = node.parentElement) {
      const colour = parse(getComputedStyle(node).backgroundColor);
      if (colour.length === 3) return colour;
    }
    return [255, 255, 255];
  };
  const found = {};
  for (const node of document.querySelectorAll(selector)) {
    const hasText = [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim());
    if (!hasText || !node.offsetParent) continue;
    const below = background(node), text = getComputedStyle(node).color;
    const pair = [luminance(over(parse(text), below)), luminance(below)].sort((a, b) => b - a);
    found[`${text} on ${below}`] = pair[0] / pair[1];
  }
  return found;
}"""


def run_all(page: Page, seconds: float) -> None:
    """Run all cells through the menu and wait until the last one has run."""
    page.click(".lm-MenuBar-itemLabel >> text=Run")
    page.click(".lm-Menu-itemLabel >> text='Run All Cells'")
    page.wait_for_timeout(1000)
    _wait_until_idle(page, seconds)


def _wait_until_idle(page: Page, seconds: float) -> None:
    prompts = "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]"
    page.wait_for_function(f"() => !{prompts}.some(p => p.textContent.includes('*'))", timeout=seconds * 1000)
