"""Who may come in, and what every answer tells the browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tailor.page.guard import Guard
from tests.tailor.page.visits import HOST, KEY, PORT, Visitor, moved, tree, visitor

#: Names that can be bound to this machine's address, and forms of it that the page was not opened under.
FOREIGN = (
    "evil.example",
    f"evil.example:{PORT}",
    f"127.0.0.1.nip.io:{PORT}",
    f"localhost.evil.example:{PORT}",
    "127.0.0.1",
    "localhost",
    f"127.0.0.1:{PORT + 1}",
    f"0.0.0.0:{PORT}",
    f"[::]:{PORT}",
    f"[::1]:{PORT}",
    f"2130706433:{PORT}",
    f"127.1:{PORT}",
    f"127.0.0.1:{PORT}@evil.example",
    f"127.0.0.1:{PORT}, evil.example",
    f" 127.0.0.1:{PORT}.",
    "",
)


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("place", ["/", "/static/page.js"])
def test_another_name_is_turned_away(anna: Visitor, name: str, place: str) -> None:
    answer = anna.get(place, {"Host": name})
    assert answer.status_code in {400, 403}
    assert KEY not in answer.text


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_the_names_of_this_machine_are_answered(profile_file: Path, name: str) -> None:
    assert visitor(profile_file, f"{name}:{PORT}").get("/").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": ""},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": f"https://{HOST}"},
        {"Origin": f"http://{HOST}.evil.example"},
        {"Origin": f"http://127.0.0.1:{PORT + 1}"},
        {"Origin": f"http://localhost:{PORT}"},
        {"X-Tailor-Key": ""},
        {"X-Tailor-Key": f"{KEY}x"},
        {"X-Tailor-Key": KEY.upper()},
        {"X-Tailor-Key": "schlüssel"},
    ],
    ids=str,
)
@pytest.mark.parametrize("place", ["/postings", "{}", "{}/check", "{}/edited", "{}/file/pdf"])
def test_a_form_of_another_page_does_nothing(anna: Visitor, lorries: str, headers: dict[str, str], place: str) -> None:
    answer = anna.post(place.format(lorries), {"text": "Data Scientist at Ostrava Loom"}, headers)
    assert answer.status_code == 403
    assert "Ostrava" not in answer.text
    assert "Dear" not in answer.text


def test_the_key_may_stand_in_the_form(anna: Visitor) -> None:
    posted = anna.post("/postings", {"text": "", "key": KEY}, {"X-Tailor-Key": ""})
    assert posted.status_code == 422, "an empty posting is refused for what it is, not for who sent it"
    assert anna.post("/postings", {"text": "", "key": "another"}, {"X-Tailor-Key": ""}).status_code == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_no_other_way_to_change_anything(anna: Visitor, lorries: str, method: str) -> None:
    assert anna.ask(method, lorries).status_code in {403, 405}


def test_a_browser_without_the_key_sees_nothing(anna: Visitor, lorries: str) -> None:
    for cookie in ("", "another", f"{KEY}x"):
        anna.carry(cookie)
        for place in ("/", lorries, "/sample", "/no-such-page"):
            answer = anna.get(place)
            assert answer.status_code == 403
            assert "lorries" not in answer.text
            assert KEY not in answer.text
    anna.carry(KEY)


def test_the_key_moves_from_the_address_into_a_cookie(profile_file: Path) -> None:
    fresh = visitor(profile_file)
    fresh.carry("")
    answer = fresh.get(f"/?key={KEY}")
    assert moved(answer) == "/"
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"tailor-{PORT}={KEY};")
    assert all(word in cookie for word in ("HttpOnly", "SameSite=Strict"))
    assert fresh.get("/").status_code == 200


def test_a_wrong_key_in_the_address_gives_no_cookie(profile_file: Path) -> None:
    fresh = visitor(profile_file)
    fresh.carry("")
    answer = fresh.get("/?key=another")
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


def test_a_key_in_the_address_leads_nowhere_else(anna: Visitor) -> None:
    for place in ("//evil.example", "//evil.example/%2f..", "/\\evil.example"):
        goal = anna.get(f"{place}?key={KEY}").headers.get("Location", "/")
        assert goal.startswith("/")
        assert not goal.startswith(("//", "/\\"))


def test_two_pages_of_one_machine_have_cookies_of_their_own() -> None:
    assert Guard(KEY, 1).cookie != Guard(KEY, 2).cookie


def test_what_the_page_is_made_of_needs_no_key(anna: Visitor) -> None:
    anna.carry("")
    try:
        for name in ("page.js", "page.css", "mark.svg", "vendor/htmx.min.js"):
            assert anna.get(f"/static/{name}").status_code == 200, name
        for name in ("../app.py", "..%2fapp.py", "%2e%2e/app.py", "/etc/passwd", "vendor/../../app.py"):
            assert anna.get(f"/static/{name}").status_code in {403, 404}, name
    finally:
        anna.carry(KEY)


def test_every_answer_is_closed_against_other_sites(anna: Visitor, lorries: str) -> None:
    answers = [
        anna.get("/"),
        anna.get(lorries),
        anna.get("/static/page.js"),
        anna.get("/no-such-page"),
        anna.get("/", {"Host": "evil.example"}),
        anna.post("/postings", {"text": ""}),
        anna.post(lorries, {}, {"Origin": "null"}),
        anna.post(f"{lorries}/file/txt"),
    ]
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
        assert rules["script-src"] == "'self'"
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_nothing_of_the_page_is_inline_or_from_elsewhere(anna: Visitor, lorries: str) -> None:
    for place in ("/", lorries):
        page = tree(anna.get(place))
        assert not page.xpath("//script[not(@src)] | //style | //*[@style]")
        assert not [name for part in page.iter() for name in part.attrib if name.startswith(("on", "hx-on"))]
        assert all(
            address.startswith("/static/") for address in page.xpath("//script/@src | //link/@href | //img/@src")
        )
