"""Attack the running page of `tailor serve`, as another site, another program or another person of this machine could.

    python benchmarks/hostile/attacks.py            # some twenty seconds
    python benchmarks/hostile/attacks.py --short    # fewer at once
    python benchmarks/hostile/attacks.py --verbose  # all that do not hold

Starts the server on a free port of the loopback address with a home of its own, and sends it raw bytes. An attack is held where the answer is one
of those that refuse it (or, where the connection is cut, none), where it comes in time, and where it says nothing of a file of this machine. Afterwards the page
still answers who may come in, has said nothing of a fault, has kept its memory and changed no file. Prints a line a kind; exits with 1
where one does not hold.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: A server that is told of what it will not have says so at once; a slow machine takes its time.
SECONDS = 20.0
#: What an attack may add to the server's memory, in MB: twice what one request may bring, and the first letter's models.
MOST_MEMORY = 400
_REFUSED = frozenset(range(400, 432)) | {501, 505}
#: What would be a file of this machine, or of the program.
_LEAK = re.compile(rb"root:|from __future__|def _admit|\[\[story\]\]")


@dataclass(frozen=True)
class Server:
    """The page as it runs."""

    process: subprocess.Popen[str]
    port: int
    key: str
    home: Path

    @property
    def host(self) -> str:
        """The name that it answers under."""
        return f"127.0.0.1:{self.port}"

    def request(
        self,
        line: str = "GET / HTTP/1.1",
        *,
        host: str | None = None,
        body: bytes = b"",
        headers: Sequence[str] = (),
        cookie: bool = True,
        origin: str | None = None,
    ) -> bytes:
        """A request of somebody who has the key in a cookie, as bytes."""
        said = [line, f"Host: {self.host if host is None else host}", "Connection: close", *headers]
        if cookie:
            said.append(f"Cookie: tailor-{self.port}={self.key}")
        if not line.startswith(("GET", "HEAD")):
            said += [f"Origin: {origin if origin is not None else 'http://' + self.host}", f"X-Tailor-Key: {self.key}"]
            if not any(header.lower().startswith(("content-length", "transfer-encoding")) for header in headers):
                said.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*said, "", ""]).encode("latin-1", "replace") + body

    def answer(self, sent: bytes, seconds: float = SECONDS) -> tuple[int, bytes]:
        """The status and the bytes of an answer; status 0 where the connection was cut."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as one:
            with suppress(OSError):  # it may be cut while there is more to say
                one.sendall(sent)
            return heard(one)

    def memory(self) -> float:
        """What it holds, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1000


def heard(one: socket.socket) -> tuple[int, bytes]:
    """All that comes, and its status."""
    content = b""
    with suppress(ConnectionError):
        while part := one.recv(65536):
            content += part
    status = re.match(rb"HTTP/1\.[01] (\d{3})", content)
    return (int(status[1]) if status else 0), content


@contextmanager
def served() -> Iterator[Server]:
    """The page, running on its own."""
    with tempfile.TemporaryDirectory() as home:
        own = Path(home) / "tailor" / "profile.toml"
        own.parent.mkdir()
        own.write_bytes((ROOT / "templates" / "sample-profile.toml").read_bytes())
        command = [str(Path(sys.executable).parent / "tailor"), "serve", "--no-browser", "--no-log", "--port", "0"]
        with subprocess.Popen(
            command,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "TAILOR_PROFILE": str(own)},
            # Why: what a shell starts in the background is born deaf to Ctrl-C.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        ) as process:
            try:
                assert process.stderr is not None
                told = re.search(r":(\d+)/\?key=(\S+)", process.stderr.readline())
                assert told, "the page does not come up"
                yield Server(process, int(told[1]), told[2], Path(home))
            finally:
                process.kill()


@dataclass(frozen=True)
class Attack:
    """One request of a kind.

    Attributes:
        name: What is wrong with it.
        sent: Its bytes.
        right: The answers that refuse it, or that may be given to it; 0 is a connection that was cut.
        waits: Whether the server may wait for the rest of it, as it does for a while.
    """

    name: str
    sent: bytes
    right: frozenset[int] = _REFUSED
    waits: bool = False


_CUT = _REFUSED | {0}


def _origins(at: Server) -> Iterator[Attack]:
    foreign = (
        "http://evil.example",
        "null",
        f"https://{at.host}",
        "http://127.0.0.1:1",
        f"http://{at.host}.evil.example",
        "",
    )
    for place in ("/postings", "/letter/0000000000000000", "/letter/x/check", "/profile/import"):
        for origin in foreign:
            yield Attack(
                f"POST {place} from {origin or 'nowhere'}", at.request(f"POST {place} HTTP/1.1", origin=origin)
            )
    plain = f"POST /postings HTTP/1.1\r\nHost: {at.host}\r\nCookie: tailor-{at.port}={at.key}\r\nContent-Length: 0\r\nConnection: close\r\n"
    yield Attack("a form without origin and key", f"{plain}\r\n".encode())
    yield Attack("a form without the key", f"{plain}Origin: http://{at.host}\r\n\r\n".encode())


def _names(at: Server) -> Iterator[Attack]:
    for host in (
        "evil.example", f"evil.example:{at.port}", "127.0.0.1", "127.0.0.1:1", f"127.0.0.1.evil.example:{at.port}", f"localhost.:{at.port}",
        f"[::1]:{at.port}", f"0.0.0.0:{at.port}", f"127.1:{at.port}", f"2130706433:{at.port}", "", f"{at.host}@evil.example", f"{at.host}, evil.example",
    ):  # fmt: skip
        yield Attack(f"Host {host!r}", at.request(host=host))
        yield Attack(
            f"a form to Host {host!r}", at.request("POST /postings HTTP/1.1", host=host, origin=f"http://{host}")
        )
    yield Attack("two hosts", at.request(headers=["Host: evil.example"]), _CUT | {200})
    yield Attack("a forwarded host", at.request(host="evil.example", headers=[f"X-Forwarded-Host: {at.host}"]))
    yield Attack("a whole address", at.request("GET http://evil.example/ HTTP/1.1", host="evil.example"))


def _keys(at: Server) -> Iterator[Attack]:
    for place in (
        "/",
        "/sample",
        "/profile",
        "/estimates",
        "/letter/x",
        "/?key=",
        "/?key=wrong",
        "/?key=%00",
        "/?key=" + "a" * 9000,
    ):
        yield Attack(f"{place[:30]} without the key", at.request(f"GET {place} HTTP/1.1", cookie=False))
    for value in ("", "wrong", at.key[:-1], at.key + "x", "\xff\xfe", '"'):
        cookie = [f"Cookie: tailor-{at.port}={value}"]
        yield Attack(f"the cookie {value[:9]!r}", at.request(headers=cookie, cookie=False))


def _paths(at: Server) -> Iterator[Attack]:
    for place in (
        "/static/../app.py", "/static/../../page/app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/..%5capp.py", "/static/....//app.py",
        "/static//etc/passwd", "/static/%2fetc%2fpasswd", "//etc/passwd", "/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/static/%00", "/static/.",
        "/static/htmx%00.js", "/letter/..%2f..%2fetc%2fpasswd", "/letter/%ff%fe", "/letter/" + "a" * 60_000, "/letter/x/file/..%2f..", "/static/C:%5cWindows",
        "/" + "%25" * 2000, "/static/\xff", "/\\evil.example", "/letter/{{7*7}}", "/letter/%7b%7b7*7%7d%7d",
    ):  # fmt: skip
        yield Attack(place[:60], at.request(f"GET {place} HTTP/1.1"), _CUT | {301, 308, 410})


def _form(
    at: Server, body: bytes, kind: str = "multipart/form-data; boundary=x", *, headers: Sequence[str] = ()
) -> bytes:
    return at.request("POST /postings HTTP/1.1", body=body, headers=[f"Content-Type: {kind}", *headers])


def _field(name: str, value: bytes, more: str = "") -> bytes:
    return f'--x\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + value + b"\r\n"


def _large(at: Server) -> Iterator[Attack]:
    yield Attack("a length of 10^12", _form(at, b"x", headers=["Content-Length: 1000000000000"]), _CUT)
    yield Attack("a length of 10^5000", _form(at, b"x", headers=[f"Content-Length: {'9' * 5000}"]), _CUT)
    yield Attack("21 MB as a file", _form(at, _field("file", b"a" * 21_000_000, '; filename="a.txt"') + b"--x--"), _CUT)
    yield Attack("3 MB as a text", _form(at, _field("text", b"a" * 3_000_000) + b"--x--"), _CUT)
    yield Attack(
        "3 MB as a plain form", _form(at, b"text=" + b"a" * 3_000_000, "application/x-www-form-urlencoded"), _CUT
    )
    yield Attack(
        "60 MB in chunks",
        _form(at, (b"100000\r\n" + b"a" * 0x100000 + b"\r\n") * 60, headers=["Transfer-Encoding: chunked"]),
        _CUT,
    )
    yield Attack("500 parts", _form(at, _field("a", b"b") * 500 + b"--x--"), _CUT)
    yield Attack("100,000 fields", _form(at, b"a=b&" * 100_000, "application/x-www-form-urlencoded"), _CUT)


def _malformed(at: Server) -> Iterator[Attack]:
    whole = _field("text", b"a posting")
    for name, body, kind in (
        ("no boundary", whole, "multipart/form-data"),
        ("an empty boundary", whole, "multipart/form-data; boundary="),
        ("another boundary", whole, "multipart/form-data; boundary=y"),
        ("a long boundary", whole, "multipart/form-data; boundary=" + "y" * 20_000),
        ("no end", whole, "multipart/form-data; boundary=x"),
        ("an end alone", b"--x--", "multipart/form-data; boundary=x"),
        ("no headers of a part", b"--x\r\n\r\nabc\r\n--x--", "multipart/form-data; boundary=x"),
        ("long headers of a part", b"--x\r\nA: " + b"b" * 900_000 + b"\r\n\r\nabc\r\n--x--", "multipart/form-data; boundary=x"),
        ("parts in parts", b"--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y--\r\n--x--", "multipart/form-data; boundary=x"),
        ("NUL in a name", _field("te\0xt", b"a") + b"--x--", "multipart/form-data; boundary=x"),
        ("a path as a name", _field("file", b"\0\1", '; filename="../../../../etc/passwd"') + b"--x--", "multipart/form-data; boundary=x"),
        ("an unknown charset", b"text=%FF%FE", "application/x-www-form-urlencoded; charset=klingon"),
        ("bytes that are no text", b"text=" + bytes(range(256)), "application/x-www-form-urlencoded"),
        ("JSON", b'{"text": "x"}', "application/json"),
        ("nothing", b"", "multipart/form-data; boundary=x"),
        ("boundaries alone", b"--x\r\n" * 90_000, "multipart/form-data; boundary=x"),
    ):  # fmt: skip
        yield Attack(name, _form(at, body, kind), _CUT)
    for name, header in (
        ("a negative length", "Content-Length: -1"),
        ("two lengths", "Content-Length: 1\r\nContent-Length: 100"),
        ("a length that is none", "Content-Length: abc"),
        ("a length and chunks", "Content-Length: 5\r\nTransfer-Encoding: chunked"),
        ("chunks of another kind", "Transfer-Encoding: gzip, chunked"),
    ):
        yield Attack(name, at.request("POST /postings HTTP/1.1", body=b"0\r\n\r\n", headers=[header]), _CUT)
    for name, body in (
        ("a bad size", b"zz\r\nabc\r\n0\r\n\r\n"),
        ("a negative size", b"-5\r\nabc\r\n0\r\n\r\n"),
        ("a size of 10^30", b"f" * 30 + b"\r\nabc"),
    ):
        yield Attack(
            f"a chunk of {name}",
            at.request("POST /postings HTTP/1.1", body=body, headers=["Transfer-Encoding: chunked"]),
            _CUT,
            waits="10^30" in name,
        )


def _methods(at: Server) -> Iterator[Attack]:
    for method in (
        "TRACE",
        "CONNECT",
        "DELETE",
        "PUT",
        "PATCH",
        "FOO",
        "get",
        "PROPFIND",
        "G\0T",
        "A" * 5000,
        "",
        "GET POST",
    ):
        yield Attack(f"{method[:12]!r}", at.request(f"{method} / HTTP/1.1"), _CUT)
        yield Attack(f"{method[:12]!r} of a letter", at.request(f"{method} /letter/x HTTP/1.1"), _CUT)
    yield Attack("GET for what POST does", at.request("GET /postings HTTP/1.1"))
    yield Attack("a method in a header", at.request("GET /postings HTTP/1.1", headers=["X-HTTP-Method-Override: POST"]))


def _headers(at: Server) -> Iterator[Attack]:
    yield Attack("a header of 2 MB", at.request(headers=["X: " + "a" * 2_000_000]), _CUT)
    yield Attack("a cookie of 1 MB", at.request(headers=["Cookie: a=" + "b" * 1_000_000], cookie=False), _CUT)
    yield Attack("100,000 headers", at.request(headers=[f"X-{number}: y" for number in range(100_000)]), _CUT)
    yield Attack("a first line of 1 MB", at.request(f"GET /{'a' * 1_000_000} HTTP/1.1"), _CUT)
    yield Attack("a header without a colon", at.request(headers=["nonsense"]), _CUT)
    yield Attack("a header with a NUL", at.request(headers=["X: a\0b"]), _CUT | {200})
    yield Attack("a folded header", at.request(headers=["X: a\r\n b"]), _CUT | {200})
    yield Attack("bare line ends", at.request().replace(b"\r\n", b"\n"), _CUT | {200}, waits=True)
    yield Attack("HTTP/9.9", at.request("GET / HTTP/9.9"), _CUT | {200})
    yield Attack("no version", b"GET /\r\n\r\n", _CUT)
    yield Attack("a hello of TLS", bytes.fromhex("16030100a5010000a10303") + os.urandom(160) + b"\r\n\r\n", _CUT)
    yield Attack("noise", bytes(range(256)) * 40 + b"\r\n\r\n", _CUT)


KINDS = {
    "foreign origins": _origins,
    "other names (rebinding)": _names,
    "no key or another": _keys,
    "paths": _paths,
    "too large": _large,
    "malformed": _malformed,
    "methods": _methods,
    "headers": _headers,
}


def _one(at: Server, attack: Attack) -> str:
    """What does not hold of an attack; empty where it holds."""
    began = time.monotonic()
    try:
        status, content = at.answer(attack.sent, 1.0 if attack.waits else SECONDS)
    except TimeoutError:
        return "" if attack.waits else f"no answer in {SECONDS:.0f} s"
    if status not in attack.right:
        return f"answered with {status}"
    if _LEAK.search(content):
        return "an answer with a file in it"
    return "" if time.monotonic() - began < SECONDS else "too slow"


def _slow(at: Server, many: int) -> list[str]:
    """So many send a byte and wait, while somebody who may come in comes in."""
    waiting = [socket.create_connection(("127.0.0.1", at.port), timeout=SECONDS) for _ in range(many)]
    try:
        for number, one in enumerate(waiting):
            one.sendall(
                b"G"
                if number % 2
                else at.request("POST /postings HTTP/1.1", body=b"")[:-60] + b"Content-Length: 900\r\n\r\na"
            )
        return [_served(at) for _ in range(len(waiting))]
    finally:
        for one in waiting:
            one.close()


def _served(at: Server) -> str:
    """What is wrong with an honest visit."""
    try:
        status, content = at.answer(at.request())
    except OSError as error:
        return f"an honest visit: {error}"
    return "" if status == 200 and b"Put the posting here" in content else f"an honest visit is answered with {status}"


def _parallel(at: Server, many: int) -> list[str]:
    """So many honest visits at once."""
    with ThreadPoolExecutor(many) as visitors:
        return list(visitors.map(lambda _: _served(at), range(many)))


def _after(at: Server, memory: float, files: list[tuple[str, bytes]]) -> list[str]:
    """What the attacks have left behind."""
    grown = at.memory() - memory
    wrong = [f"the server has grown by {grown:.0f} MB"] if grown > MOST_MEMORY else [""]
    wrong.append("" if _files(at.home) == files else "a file has changed")
    at.process.send_signal(signal.SIGINT)
    assert at.process.stderr is not None
    said = at.process.stderr.read()
    return [*wrong, "" if said == "Ctrl-C ends it.\n" else f"the server said: {said[:300]!r}"]


def _files(home: Path) -> list[tuple[str, bytes]]:
    return [(str(path), path.read_bytes()) for path in sorted(home.rglob("*")) if path.is_file()]


def main() -> int:
    """Make all attacks; 1 where one does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--verbose", action="store_true", help="each that does not hold, and not the first six of a kind"
    )
    parser.add_argument("--short", action="store_true", help="fewer at once")
    wanted = parser.parse_args()
    tried = held = 0
    with served() as at:
        _served(at)
        memory, files = at.memory(), _files(at.home)
        results: dict[str, list[str]] = {}
        for kind, attacks in KINDS.items():
            results[kind] = [
                problem and f"{attack.name}: {problem}" for attack in attacks(at) for problem in [_one(at, attack)]
            ]
            results[kind].append(_served(at))
        results["slow uploads"] = _slow(at, 20 if wanted.short else 60)
        results["many at once"] = _parallel(at, 50 if wanted.short else 200)
        results["what is left"] = _after(at, memory, files)
    for kind, problems in results.items():
        wrong = [problem for problem in problems if problem]
        tried, held = tried + len(problems), held + len(problems) - len(wrong)
        print(f"{kind:<28}{len(problems):>6} tried {len(problems) - len(wrong):>6} held")
        for problem in wrong[: None if wanted.verbose else 6]:
            print(f"    {problem}")
    print(f"{'all':<28}{tried:>6} tried {held:>6} held")
    return int(held < tried)


if __name__ == "__main__":
    raise SystemExit(main())
