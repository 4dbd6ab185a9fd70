"""The page in a real browser: one browser and one server for all tests of a session."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, sync_playwright
from waitress.server import create_server

from tailor.page.app import Page as Desk
from tailor.page.app import create_app
from tailor.page.guard import Guard
from tailor.page.own import OwnProfile

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
KEY = "a-key-of-this-run"
#: What the browser itself says of an answer that is no success, and of no answer.
_REFUSED = "Failed to load resource"
#: What htmx says of a check that gave way to what was asked after it.
_GAVE_WAY = ("htmx:afterRequest", "htmx:sendAbort")


def find_browser() -> str:
    """Where a browser lies; empty if nowhere."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), "")


@dataclass
class Slow:
    """The page, with an answer that is as slow as a test wants it.

    Attributes:
        app: The page.
        seconds: How long a check takes beyond its work.
    """

    app: WSGIApplication
    seconds: float = 0.0

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """The page's answer."""
        if environ["PATH_INFO"].endswith("/check"):
            time.sleep(self.seconds)
        return self.app(environ, start_response)


@dataclass
class Site:
    """A page that is served.

    Attributes:
        port: Where.
        desk: What it has at hand.
        slow: Its application.
    """

    port: int
    desk: Desk
    slow: Slow

    @property
    def home(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"


@dataclass
class Visit:
    """A tab on the page, and all that the browser said there.

    Attributes:
        site: The page's server.
        page: The tab.
        said: The console's messages, errors and dialogs.
        yes: Whether the next question is answered with a yes.
    """

    site: Site
    page: Page
    said: list[str] = field(default_factory=list)
    yes: bool = False

    def __post_init__(self) -> None:
        self.page.set_default_timeout(30_000)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        self.page.on("dialog", self._refuse)
        self.page.goto(f"{self.site.home}/?key={KEY}")

    def _hear(self, message: ConsoleMessage) -> None:
        if not any(word in message.text for word in _GAVE_WAY):
            self.said.append(f"{message.type}: {message.text}")

    def say_yes(self) -> None:
        """Answer the next question with a yes."""
        self.yes = True

    def _refuse(self, dialog: Dialog) -> None:
        if self.yes:
            self.yes = False
            dialog.accept()
            return
        self.said.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def again(self) -> Visit:
        """Another tab of the same browser."""
        return Visit(self.site, self.page.context.new_page(), self.said)

    def give(self, text: str) -> None:
        """Paste a posting and wait for its letter."""
        self.page.goto(self.site.home)
        self.page.fill("#text", text)
        self.page.click("text=Read it")
        self.await_letter()

    def await_letter(self) -> None:
        """Wait for a letter, and until the page hears what is done to it."""
        self.page.wait_for_selector("#letter")
        self.page.wait_for_load_state()

    def letter(self) -> str:
        """The letter as it is copied and saved."""
        return self.page.locator("#whole").input_value()

    def new_letter(self, act: Callable[[], object]) -> str:
        """Do something that asks for a new letter; the letter, once it is there."""
        with self.page.expect_response(lambda answer: "/letter/" in answer.url and answer.request.method == "POST"):
            act()
        # Why not by a function: the page's policy lets no text be run as code, not even the test's.
        self.page.wait_for_selector(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added", state="detached")
        return self.letter()

    def forgive(self, *words: str) -> None:
        """Take what was expected off what the browser said."""
        self.said[:] = [line for line in self.said if not any(word in line for word in (_REFUSED, *words))]

    def focused(self) -> str:
        """What has the focus, as its tag, id, classes and name."""
        what: str = self.page.evaluate(
            "(({tagName, id, className, name, dataset}) =>"
            " [tagName.toLowerCase(), id, className, name, dataset.as, dataset.do].filter(Boolean).join(' '))(document.activeElement)"
        )
        return what

    def tab_to(self, wanted: str, most: int = 80, key: str = "Tab") -> None:
        """Press Tab until the focus is on what a CSS selector means."""
        for _ in range(most):
            self.page.keyboard.press(key)
            if self.page.evaluate("what => document.activeElement.matches(what)", wanted):
                return
        raise AssertionError(f"{most} times Tab, and never on {wanted}; now on {self.focused()}")

    def select(self, words: str) -> None:
        """Select words of the posting."""
        self.page.evaluate(
            """words => {
              const walker = document.createTreeWalker(document.querySelector("#posting"), NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
                return;
              }
              throw new Error(`${words}: nowhere`);
            }""",
            words,
        )


@contextmanager
def served(profile: Path) -> Iterator[Site]:
    """A server of the page on a free port."""
    here = socket.socket()
    here.bind(("127.0.0.1", 0))
    port = here.getsockname()[1]
    desk = Desk(Guard(KEY, port), OwnProfile(profile))
    slow = Slow(create_app(desk))
    server = create_server(slow, sockets=[here], threads=4, ident=None)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield Site(port, desk, slow)
    finally:
        server.close()
        thread.join(5)


@contextmanager
def launched(where: str) -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        # Why without a sandbox: as root, as in a container, there is none to be had.
        browser = playwright.chromium.launch(executable_path=where, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def visited(browser: Browser, site: Site, sizes: Sequence[int] = (1440, 900)) -> Iterator[Visit]:
    """A fresh browser's tab on the page, which must have said nothing by the end."""
    context: BrowserContext = browser.new_context(
        viewport={"width": sizes[0], "height": sizes[1]}, accept_downloads=True
    )
    try:
        visit = Visit(site, context.new_page())
        yield visit
        assert not visit.said, f"the browser's console is not empty: {visit.said}"
    finally:
        context.close()
