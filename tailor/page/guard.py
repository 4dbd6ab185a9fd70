"""What keeps other sites, and other people of the same machine, away from the page.

The page answers on loopback under its own names only, so that no other name can be bound to it (DNS rebinding); it asks for the
run's key, which the browser got with the address and keeps as a cookie that no other site's request carries; and a request that
changes something has to come from the page itself.

Source: OWASP cheat sheets on cross-site request forgery and content security policy,
https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from flask import Flask, Request, Response, abort, g, request

#: The names that a browser on this machine knows the page by.
_NAMES = ("127.0.0.1", "localhost")
#: Requests that change nothing.
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
#: What every answer says to the browser: nothing from elsewhere, nothing inline, no frame around, nothing kept.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    # Why not "no-referrer": a browser would then send a form of the page itself with "Origin: null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Guard:
    """Who may come in.

    Attributes:
        key: The run's key, which stands in the address that is opened.
        port: The port that the page answers on.
    """

    key: str
    port: int

    @property
    def cookie(self) -> str:
        """The cookie's name; with the port, since browsers keep cookies by name and host alone."""
        return f"tailor-{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """The values of Host that are the page's own."""
        return frozenset(f"{name}:{self.port}" for name in _NAMES)

    def protect(self, app: Flask) -> None:
        """Ask every request of an app for what this expects, and put the headers on every answer."""
        app.before_request(self._admit)
        app.after_request(self._close)

    def _admit(self) -> Response | None:
        if request.host not in self.hosts:
            abort(403, "This page answers under its own address only; open the one that tailor serve printed.")
        if request.method not in _READING and not self._from_the_page(request):
            abort(403, "This request does not come from the page as it runs now; reload it and try again.")
        if request.endpoint == "static":
            return None
        if self._is_key(request.args.get("key", "")) and request.method in _READING:
            # Why without what leads it: two slashes, or a backslash, would be the address of another site.
            answer = Response(status=303, headers={"Location": "/" + request.path.lstrip("/\\")})
            answer.set_cookie(self.cookie, self.key, httponly=True, samesite="Strict")
            return answer
        if not self._is_key(request.cookies.get(self.cookie, "")):
            abort(403, "Open the address that tailor serve printed, with its key; this browser does not have it yet.")
        g.admitted = True
        return None

    def key_for_page(self) -> str:
        """The run's key, for a page that is sent to somebody who was let in; empty for anybody else."""
        return self.key if g.get("admitted") else ""

    def _from_the_page(self, asked: Request) -> bool:
        """Whether a request that changes something was sent by a page of ours, with the run's key in it."""
        origin = asked.headers.get("Origin", "")
        sent = asked.headers.get("X-Tailor-Key", "") or asked.form.get("key", "")
        return origin == f"http://{asked.host}" and self._is_key(sent)

    def _is_key(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self.key.encode())

    def _close(self, answer: Response) -> Response:
        answer.headers.update(_HEADERS)
        return answer
