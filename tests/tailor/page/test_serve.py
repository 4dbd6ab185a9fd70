"""`tailor serve` as a process: its address, its end, its port, and nothing that it writes."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tailor.data import TEMPLATES
from tests.tailor.calls import SCRIPT, hear_interrupts, tailor

SAMPLE = str(TEMPLATES / "sample-posting.txt")


@contextmanager
def running(*words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command while it runs, and the address that it tells."""
    with subprocess.Popen(
        [SCRIPT, "serve", "--no-browser", *words], stderr=subprocess.PIPE, text=True, preexec_fn=hear_interrupts
    ) as process:
        try:
            assert process.stderr is not None
            told = re.fullmatch(r"Your page: (http://127\.0\.0\.1:\d+/\S*)\n", process.stderr.readline())
            assert told, process.stderr.read()
            yield process, told[1]
        finally:
            process.kill()


def opened(address: str) -> str:
    """What a browser that opens the address gets to see."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with browser.open(address, timeout=60) as answer:
        return str(answer.read().decode())


def test_the_address_opens_the_letter_and_ctrl_c_ends_it(home: Path) -> None:
    with running(SAMPLE) as (process, address):
        assert "[Halvard Pay]" in opened(address)
        with pytest.raises(urllib.error.HTTPError, match="403"):
            opened(address.partition("?")[0])
        with pytest.raises(OSError, match=r"refused|unreachable|assign"):
            socket.create_connection(("127.0.0.2", int(address.split(":")[2].partition("/")[0])), timeout=5)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        assert process.stderr is not None
        assert process.stderr.read() == "Ctrl-C ends it.\n"
    assert list(home.iterdir()) == [], "nothing is written"


def test_two_pages_at_once_have_an_address_each() -> None:
    with running() as (_, one), running() as (_, other):
        assert one.partition("?")[0] != other.partition("?")[0]
        assert "Put the posting here" in opened(one)
        assert "Put the posting here" in opened(other)


def test_a_port_that_is_taken_is_said_to_be() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = tailor("serve", "--no-browser", "--port", str(port))
    assert done.code == 2
    assert done.said == [f"tailor: --port {port}: cannot be had (address already in use); --port 0 takes a free one"]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["nowhere.txt"], "nowhere.txt: no such file"),
        (["--profile", "nowhere.toml"], "nowhere.toml"),
        (["--template", "nowhere.j2"], "nowhere.j2"),
        (["https://example.org/job"], "address"),
    ],
    ids=str,
)
def test_what_is_not_there_is_told_before_a_page_opens(words: list[str], problem: str) -> None:
    done = tailor("serve", "--no-browser", *words)
    assert done.code == 2
    assert len(done.said) == 1
    assert problem in done.said[0]
