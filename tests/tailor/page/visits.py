"""A browser that is none: what is asked of the page, and what comes back."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import html
from werkzeug.test import TestResponse

from tailor.page.app import Page, create_app
from tailor.page.guard import Guard
from tailor.page.own import OwnProfile

PORT = 8765
HOST = f"127.0.0.1:{PORT}"
KEY = "a-key-of-this-run"


@dataclass
class Visitor:
    """Somebody who has opened the page, with the run's key in a cookie.

    Attributes:
        page: What the page has at hand.
        host: The name that the page is asked by.
    """

    page: Page
    host: str = HOST
    client: Any = field(init=False)

    def __post_init__(self) -> None:
        self.client = create_app(self.page).test_client()
        self.carry(self.page.guard.key)

    def carry(self, key: str) -> None:
        """Have a key as the page's cookie; none for an empty one."""
        name, domain = self.page.guard.cookie, self.host.rpartition(":")[0]
        self.client.delete_cookie(name, domain=domain)
        if key:
            self.client.set_cookie(name, key, domain=domain)

    def get(self, place: str, headers: Mapping[str, str] | None = None) -> TestResponse:
        """The answer to a request that changes nothing."""
        return self.ask("GET", place, headers)

    def post(
        self, place: str, fields: Mapping[str, object] | bytes = b"", headers: Mapping[str, str] | None = None
    ) -> TestResponse:
        """The answer to a form of the page that was sent."""
        sent = {"Origin": f"http://{self.host}", "X-Tailor-Key": self.page.guard.key, **(headers or {})}
        return self.ask("POST", place, sent, fields)

    def ask(
        self,
        method: str,
        place: str,
        headers: Mapping[str, str] | None = None,
        fields: Mapping[str, object] | bytes | None = None,
    ) -> TestResponse:
        """The answer to any request; bytes are a form as it travels, its parts parted by ``--x``."""
        kind = {
            "content_type": "multipart/form-data; boundary=x" if isinstance(fields, bytes) else "multipart/form-data"
        }
        answer: TestResponse = self.client.open(
            place,
            method=method,
            base_url=f"http://{self.host}",
            headers=dict(headers or {}),
            data=fields,
            **(kind if fields else {}),
        )
        answer.get_data()
        answer.close()
        return answer

    def give(self, text: str) -> str:
        """Paste a posting; where its letter is."""
        return moved(self.post("/postings", {"text": text}))

    def drop(self, content: bytes, name: str) -> TestResponse:
        """Drop a file."""
        return self.post("/postings", {"file": (io.BytesIO(content), name)})


def visitor(profile: Path, host: str = HOST) -> Visitor:
    """A visitor of a page of its own, which no other test knows."""
    return Visitor(Page(Guard(KEY, PORT), OwnProfile(profile)), host)


def moved(answer: TestResponse) -> str:
    """Where an answer sends the browser."""
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def tree(answer: TestResponse) -> Any:
    """The answer's HTML."""
    return html.fromstring(answer.text)


def chosen(parts: Any, what: str) -> list[Any]:
    """The elements that a CSS class, an id or a tag's name means: ``.card``, ``#text``, ``mark``."""
    name = what[1:]
    path = {
        ".": f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]",
        "#": f"//*[@id='{name}']",
    }.get(what[0], f"//{what}")
    found: list[Any] = parts.xpath(path)
    return found


def text_of(parts: Any, what: str) -> str:
    """The words of the one element that is meant."""
    found = chosen(parts, what)
    assert len(found) == 1, f"{what}: {len(found)} of them"
    return " ".join(str(found[0].text_content()).split())


def letter_of(answer: TestResponse) -> str:
    """The letter as it is copied and saved."""
    whole: str = chosen(tree(answer), "#whole")[0].text
    return whole


def sentences_of(answer: TestResponse) -> list[str]:
    """The letter's sentences as they stand on the page, one a piece that can be pointed at."""
    return [" ".join(str(one.text_content()).split()) for one in chosen(tree(answer), ".said-by")]


def form_of(answer: TestResponse) -> dict[str, str]:
    """The desk's form as a browser would send it."""
    fields: dict[str, str] = {}
    for field_ in tree(answer).xpath("//*[@name and not(self::button) and not(self::details) and not(self::meta)]"):
        if field_.tag == "select":
            options = field_.xpath("option[@selected]") or field_.xpath("option")[:1]
            fields[field_.get("name")] = options[0].get("value")
        elif field_.get("type") != "radio" or field_.get("checked") is not None:
            fields[field_.get("name")] = field_.text or "" if field_.tag == "textarea" else field_.get("value", "")
    return fields


def name_of(answer: TestResponse) -> str:
    """What a downloaded file is called."""
    found = re.search(r'filename="([^"]*)"', answer.headers["Content-Disposition"])
    assert found, answer.headers
    return found[1]
