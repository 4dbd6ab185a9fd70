"""The page's server, on this machine alone, until Ctrl-C."""

from __future__ import annotations

import gc
import logging
import os
import secrets
import socket
import webbrowser
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from waitress.server import create_server

from jdparse import Posting
from tailor.errors import CallError
from tailor.page.app import Page, create_app
from tailor.page.guard import Guard
from tailor.page.own import OwnProfile
from tailor.page.shelf import Shelf
from tailor.terminal.echo import echo

LOOPBACK = "127.0.0.1"
#: Why one: a browser keeps edits by address, port included, and finds them again tomorrow. It spells "tail" on a telephone.
USUAL = 8245
#: A request of more bytes is ended before all of it is read; the page itself says no to less.
_MOST_READ = 50_000_000
#: Python's own thresholds, before the command line raised them.
_OFTEN = (700, 10, 10)
_THREADS, _MOST_WAITING, _MOST_CONNECTIONS, _SECONDS = 4, 64, 100, 60


def serve(
    profile: Path,
    *,
    posting: Posting | None = None,
    port: int | None = None,
    template: str = "",
    log: Path | None = None,
    opened: Callable[[str], object] = webbrowser.open,
) -> None:
    """Show the page until the person ends it.

    Args:
        profile: Where the applicant's profile lies, or will.
        posting: A posting to begin with.
        port: The port; 0 for a free one, None for the usual one or, where it is taken, a free one.
        template: A letter's template of the applicant's own, beside those that there are.
        log: The log that saved letters go into; None for none.
        opened: Told of the address once the page answers there.

    Raises:
        CallError: The port cannot be had.
    """
    shelf = Shelf()
    first = f"/letter/{shelf.put(posting)}" if posting is not None else "/"
    # Why: a command that ends leaves its garbage; what stays up should not.
    gc.set_threshold(*_OFTEN)
    with bound(port) as here:
        key, own = secrets.token_urlsafe(24), here.getsockname()[1]
        app = create_app(Page(Guard(key, own), OwnProfile(profile), shelf, template, log))
        address = f"http://{LOOPBACK}:{own}{first}?key={key}"

        def ready() -> None:
            echo(f"Your page: {address}\nCtrl-C ends it.", err=True)
            opened(address)

        _run(app, here, ready)


def _run(app: Flask, here: socket.socket, ready: Callable[[], object]) -> None:
    # Why: a browser asks for several parts of a page at once, and waitress would tell of each that waits; and of each request of a stranger
    # that it stumbles over. The page's own faults are told by Flask.
    logging.getLogger("waitress").setLevel(logging.CRITICAL)
    server = create_server(
        app,
        sockets=[here],
        threads=_THREADS,
        backlog=_MOST_WAITING,
        connection_limit=_MOST_CONNECTIONS,
        channel_timeout=_SECONDS,
        max_request_body_size=_MOST_READ,
        ident=None,
    )
    ready()
    try:
        server.run()
    finally:
        server.close()


def bound(port: int | None) -> socket.socket:
    """A socket that listens on this machine alone.

    Args:
        port: Its port; 0 for a free one, None for the usual one or, where it is taken, a free one.

    Raises:
        CallError: The port cannot be had.
    """
    if port is not None:
        return _listening(port)
    try:
        return _listening(USUAL)
    except CallError:
        return _listening(0)


def _listening(port: int) -> socket.socket:
    here = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            # Why not elsewhere: Windows would let two programs have the port at once.
            here.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        here.bind((LOOPBACK, port))
        here.listen(_MOST_WAITING)
    except (OSError, OverflowError) as error:
        here.close()
        said = getattr(error, "strerror", None) or str(error)
        raise CallError(f"--port {port}: cannot be had ({said.lower()}); --port 0 takes a free one") from error
    return here
