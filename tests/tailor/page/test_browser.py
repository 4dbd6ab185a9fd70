"""What a person does on the page, in a real browser. Its console must stay empty throughout."""

from __future__ import annotations

import base64
import http.server
import re
import statistics
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tailor.data import TEMPLATES
from tests.tailor.page.browser import KEY, Visit
from tests.tailor.page.test_desk import HOSTILE
from tests.tailor.page.test_giving import as_page
from tests.tailor.samples import BULLETS
from tests.tailor.sheets import folded, pdfium_text

SAMPLE = (TEMPLATES / "sample-posting.txt").read_text(encoding="utf-8")


def saved(visit: Visit, kind: str) -> tuple[str, bytes]:
    """The name and content of a file that the page saves."""
    with visit.page.expect_download() as download:
        visit.page.click(f"[data-file]:text-is('{kind}')")
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def reads_back(letter: str, pdf: bytes) -> bool:
    printed = folded(pdfium_text(pdf))
    return all(folded(paragraph) in printed for paragraph in letter.split("\n\n")[:-1])


# --- from a posting to a file -------------------------------------------------------------------------------------------


def test_from_a_saved_page_to_a_pdf(visit: Visit, tmp_path: Path) -> None:
    (tmp_path / "posting.html").write_bytes(as_page())
    visit.page.set_input_files("#file", tmp_path / "posting.html")
    visit.await_letter()
    assert visit.page.inner_text("h1") == "Staff Machine Learning Engineer at Quillmere Freight"
    assert "key=" not in visit.page.url
    name, pdf = saved(visit, "PDF")
    assert name == "Quillmere Freight - Staff Machine Learning Engineer - letter.pdf"
    assert reads_back(visit.letter(), pdf)


@pytest.mark.parametrize("goal", ["form.paste", "h1"])
def test_a_file_can_be_dropped_anywhere(visit: Visit, goal: str) -> None:
    dropped = visit.page.evaluate_handle(
        """content => {
          const data = new DataTransfer();
          data.items.add(new File([Uint8Array.from(atob(content), (one) => one.charCodeAt(0))], "posting.html"));
          return data;
        }""",
        base64.b64encode(as_page()).decode(),
    )
    visit.page.dispatch_event(goal, "dragover", {"dataTransfer": dropped})
    assert "over" in str(visit.page.get_attribute("form.paste", "class"))
    visit.page.dispatch_event(goal, "drop", {"dataTransfer": dropped})
    visit.await_letter()
    assert "Cut the cost of our inference fleet" in visit.page.inner_text("#card-pain")


def test_a_refusal_leaves_what_was_pasted(visit: Visit) -> None:
    visit.page.fill("#text", "https://example.org/jobs/1")
    visit.page.click("text=Read it")
    assert "address" in visit.page.inner_text(".problem")
    assert visit.page.input_value("#text") == "https://example.org/jobs/1"
    visit.forgive()


# --- review ---------------------------------------------------------------------------------------------------------------


def test_review_by_mouse(visit: Visit) -> None:
    visit.give(SAMPLE)
    before = visit.letter()
    visit.page.click("#posting mark.pain")
    assert visit.page.locator("#card-pain").get_attribute("open") is not None
    after = visit.new_letter(lambda: visit.page.click("#card-pain .choice >> nth=1"))
    assert after != before
    assert visit.page.inner_text("#posting mark.pain").startswith("Keep the scoring service")
    assert visit.page.get_attribute("#card-pain .choice >> nth=1", "aria-pressed") == "true"
    assert visit.page.locator("#card-pain").get_attribute("open") is not None, "to compare, the card stays open"
    assert visit.new_letter(lambda: visit.page.click("text=Back to the first choice")) == before
    visit.new_letter(lambda: visit.page.click("#card-pain >> text=Leave it out"))
    assert "left out" in visit.page.inner_text("#card-pain summary")


def test_review_by_keyboard_alone(visit: Visit) -> None:
    visit.give(SAMPLE)
    before = visit.letter()
    visit.tab_to("#card-pain > summary")
    visit.page.keyboard.press("Enter")
    visit.tab_to("#card-pain .choice[aria-pressed=false]")
    after = visit.new_letter(lambda: visit.page.keyboard.press("Space"))
    assert after != before
    assert visit.page.evaluate("document.activeElement.matches('#card-pain .choice[aria-pressed=true]')")
    visit.page.keyboard.press("Escape")
    assert visit.page.locator("#card-pain").get_attribute("open") is None
    assert visit.page.evaluate("document.activeElement.matches('#card-pain > summary')")
    visit.tab_to("#posting mark.tool")
    visit.page.keyboard.press("Enter")
    visit.tab_to("#words-tool")
    visit.page.keyboard.type("Kubernetes")
    visit.new_letter(lambda: visit.page.keyboard.press("Enter"))
    assert "Kubernetes" in visit.page.inner_text("#card-tool summary")
    visit.tab_to("[name=length]:checked")
    assert "of 400 words" in (
        visit.new_letter(lambda: visit.page.keyboard.press("ArrowRight")) and visit.page.inner_text("#count")
    )
    visit.tab_to(".more summary")
    visit.page.keyboard.press("Space")
    visit.tab_to("#to")
    visit.page.keyboard.type("Dana Okafor")
    assert visit.new_letter(lambda: visit.page.keyboard.press("Enter")).startswith("Dear Dana Okafor,")
    visit.page.keyboard.press("Escape")
    assert visit.page.evaluate("document.activeElement.matches('.more summary')")


@pytest.mark.parametrize("selected", ["fraud losses", "raud loss"])
def test_words_of_the_posting_become_the_metric(visit: Visit, selected: str) -> None:
    visit.give(SAMPLE)
    visit.select(selected)
    visit.page.wait_for_selector("#picker:not([hidden])")
    visit.new_letter(lambda: visit.page.click("#picker >> text=metric"))
    assert "fraud losses" in visit.page.inner_text("#card-metric summary")
    assert visit.page.locator("#picker").is_hidden()


def test_the_letter_can_be_copied(visit: Visit) -> None:
    visit.give(SAMPLE)
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.page.click("text=Copy")
    visit.page.locator("#said:has-text('Copied.')").wait_for()
    assert visit.page.evaluate("navigator.clipboard.readText()") == visit.letter()


def test_an_employer_that_is_typed_stands_on_both_sides(visit: Visit) -> None:
    visit.give(SAMPLE)
    visit.page.click(".more summary")
    visit.page.fill("#company", "Tillworks")
    assert "Tillworks" in visit.new_letter(lambda: visit.page.press("#company", "Enter"))
    assert visit.page.inner_text("h1").endswith("at Tillworks")
    assert visit.page.inner_text("#said").startswith("The letter is new, ")


def test_the_length_follows_at_a_click(visit: Visit) -> None:
    visit.give(SAMPLE)
    for length in ("150", "400", "250"):
        text = visit.new_letter(lambda length=length: visit.page.click(f"label[for=length-{length}]"))  # type: ignore[misc]
        counted = len(" ".join(text.split("\n\n")[1:-1]).split())
        assert visit.page.inner_text("#count") == f"{counted} of {length} words"


def test_choices_outlive_a_reload(visit: Visit) -> None:
    visit.give(SAMPLE)
    visit.new_letter(lambda: visit.page.click("label[for=length-150]"))
    visit.page.click("#card-pain summary")
    text = visit.new_letter(lambda: visit.page.click("#card-pain .choice >> nth=1"))
    visit.new_letter(visit.page.reload)
    assert visit.letter() == text
    assert visit.page.is_checked("#length-150")


# --- where a sentence comes from ----------------------------------------------------------------------------------------------


def test_pointing_at_a_sentence_shows_its_record_and_lights_the_posting(visit: Visit) -> None:
    visit.give(SAMPLE)
    visit.page.hover("#text .said-by:has-text('33 ms')")
    assert "your profile: fares, constraint\np99 of 33 ms at 700 QPS" in visit.page.inner_text("#source")
    assert visit.page.locator("#posting .lit").count() == 0
    visit.page.locator("#text .tailored .said-by").first.focus()
    assert "answers the posting\nMove our fraud features" in visit.page.inner_text("#source")
    lit = visit.page.locator("#posting .lit")
    assert "".join(lit.all_inner_texts()).startswith("Move our fraud features")
    box, whole = lit.first.bounding_box(), visit.page.locator("#posting").bounding_box()
    assert box is not None
    assert whole is not None
    assert whole["y"] <= box["y"] <= whole["y"] + whole["height"], "it is scrolled into sight"


def test_the_lit_words_are_right_behind_letters_of_two_units(visit: Visit) -> None:
    visit.give(SAMPLE.replace("About us", "\U0001f600\U0001f600\U0001f600\U0001f600 About us"))
    visit.page.locator("#text .tailored .said-by").first.focus()
    assert "".join(visit.page.locator("#posting .lit").all_inner_texts()).endswith("fraud losses follow")


def test_stock_sentences_are_told_apart(visit: Visit) -> None:
    # Why nobody's: a question that names the employer is not the program's alone.
    visit.give(SAMPLE.replace("Brackwater Systems\n", "", 1).replace("Brackwater Systems", "The team"))
    stock = visit.page.locator("#text .stock").first
    stock.hover()
    assert "Words of the program, not yours." in visit.page.inner_text("#source")


def test_another_version_of_a_sentence_by_keyboard(visit: Visit) -> None:
    visit.give(SAMPLE)
    before = visit.page.locator("#text .said-by").all_inner_texts()
    visit.page.locator("#text .said-by").nth(2).focus()
    visit.page.keyboard.press("Enter")
    visit.tab_to("#source .version")
    words = visit.page.evaluate("document.activeElement.innerText")
    visit.new_letter(lambda: visit.page.keyboard.press("Enter"))
    after = visit.page.locator("#text .said-by").all_inner_texts()
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [words]
    assert visit.page.evaluate("document.activeElement.innerText") == words, "the focus is where it was"


# --- editing -----------------------------------------------------------------------------------------------------------------


def edit(visit: Visit, words: str) -> None:
    """Write words before the letter's second paragraph."""
    visit.page.click("[data-do=edit]")
    at = visit.page.input_value("#edited").index("\n\n") + 2
    visit.page.evaluate("at => document.querySelector('#edited').setSelectionRange(at, at)", at)
    visit.page.keyboard.type(words)


def edit_and_ask_anew(visit: Visit) -> None:
    """Edit the letter, and ask for one of another length, which the page asks back about."""
    edit(visit, "Trains are my hobby. ")
    visit.new_letter(lambda: visit.page.click("[data-do=edit]"))
    visit.page.click("label[for=length-400]")


def test_an_edit_is_kept_over_a_reload(visit: Visit) -> None:
    visit.give(SAMPLE)
    edit(visit, "Trains are my hobby. ")
    visit.page.reload()
    assert "Trains" not in visit.letter()
    visit.new_letter(lambda: visit.page.click("#earlier button"))
    assert "Trains are my hobby." in visit.page.inner_text("#text")
    name, content = saved(visit, "Text")
    assert name.endswith(".txt")
    assert "Trains are my hobby." in content.decode()


def test_a_change_of_a_highlight_asks_before_it_takes_an_edit(visit: Visit) -> None:
    visit.give(SAMPLE)
    edit_and_ask_anew(visit)
    visit.page.click("dialog >> text=Keep mine")
    assert "Trains" in visit.letter()
    assert visit.page.is_checked("#length-250"), "what was not done is not shown as done"
    visit.page.click("#card-pain summary")
    visit.page.click("#card-pain .choice >> nth=1")
    visit.page.keyboard.press("Escape")
    assert "Trains" in visit.letter()
    visit.page.click("#card-pain .choice >> nth=1")
    assert "Trains" not in visit.new_letter(lambda: visit.page.click("dialog >> text=Write it anew"))
    edit(visit, "Ships too. ")
    visit.new_letter(visit.page.reload)
    assert "Trains" in visit.new_letter(lambda: visit.page.click("#earlier button >> nth=1"))


def test_findings_go_as_they_are_mended_and_show_their_place(visit: Visit) -> None:
    visit.give(SAMPLE)
    edit(visit, "\U0001f600 I am a a person. ")
    finding = visit.page.locator("#findings button:has-text('a a')")
    finding.wait_for()
    finding.click()
    chosen = "(({value, selectionStart, selectionEnd}) => value.slice(selectionStart, selectionEnd))(document.querySelector('#edited'))"
    assert visit.page.evaluate(chosen) == "a a"
    visit.page.keyboard.type("a")
    finding.wait_for(state="detached")


def test_typing_never_waits_for_a_check(visit: Visit) -> None:
    visit.give(SAMPLE)
    visit.page.click("[data-do=edit]")
    visit.site.slow.seconds = 1.5
    try:
        visit.page.evaluate(
            """() => {
              window.waits = [];
              const area = document.querySelector("#edited");
              let pressed;
              area.addEventListener("keydown", () => { pressed = performance.now(); });
              area.addEventListener("input", () => requestAnimationFrame(() => waits.push(performance.now() - pressed)));
            }"""
        )
        with visit.page.expect_request("**/check"):
            visit.page.keyboard.type("I like ", delay=10)
        visit.page.keyboard.type("trains, and I say so while it is checked.", delay=10)
        waits = visit.page.evaluate("waits")
        assert len(waits) > 40
        assert visit.page.input_value("#edited").startswith("I like trains, and I say so while it is checked.")
        assert statistics.median(waits) < 60, f"{max(waits)} ms at most from a key to its character"
        visit.new_letter(lambda: visit.page.click("[data-do=edit]"))
        assert visit.letter().startswith("I like trains")
    finally:
        visit.site.slow.seconds = 0


def test_two_tabs_do_not_mix(visit: Visit) -> None:
    other = visit.again()
    visit.give(SAMPLE)
    other.give(BULLETS)
    third = visit.again()
    third.give(SAMPLE)
    edit(visit, "Of the first tab. ")
    edit(third, "Of the third tab. ")
    other.new_letter(lambda: other.page.click("label[for=length-400]"))
    assert "Quillmere" in other.letter()
    assert "Of the" not in other.page.inner_text(".beside")
    for tab, words in ((visit, "first"), (third, "third")):
        text = tab.new_letter(lambda tab=tab: tab.page.click("[data-do=edit]"))  # type: ignore[misc]
        assert f"Of the {words} tab." in text
        assert text.count("Of the") == 1
        assert tab.page.is_checked("#length-250")
    for tab, words in ((visit, "first"), (third, "third")):
        tab.page.reload()
        text = tab.new_letter(lambda tab=tab: tab.page.locator("#earlier button").first.click())  # type: ignore[misc]
        assert f"Of the {words} tab." in text, "a tab finds its own edit first"


# --- what goes wrong ---------------------------------------------------------------------------------------------------------


def test_a_server_that_does_not_answer_is_said_to_and_the_letter_stays(visit: Visit) -> None:
    visit.give(SAMPLE)
    text = visit.letter()
    visit.page.context.set_offline(True)
    visit.page.click("label[for=length-400]")
    visit.page.wait_for_selector("#problem:not([hidden])")
    assert "does not answer" in visit.page.inner_text("#problem")
    assert visit.page.is_checked("#length-250")
    visit.page.click("[data-file]:text-is('PDF')")
    visit.page.locator("#problem:has-text('nothing was saved')").wait_for()
    assert visit.letter() == text
    visit.page.context.set_offline(False)
    visit.new_letter(lambda: visit.page.click("label[for=length-400]"))
    assert visit.page.locator("#problem").is_hidden()
    visit.forgive("htmx:")


def test_a_posting_that_is_gone_leaves_the_letter(visit: Visit) -> None:
    visit.give(SAMPLE + "\nOnce only.")
    text = visit.letter()
    visit.site.desk.shelf._starts.clear()
    visit.page.click("#card-pain summary")
    visit.page.click("#card-pain .choice >> nth=1")
    visit.page.wait_for_selector("#problem:not([hidden])")
    assert "give it once more" in visit.page.inner_text("#problem")
    assert visit.letter() == text
    visit.forgive("htmx:")


# --- hostile ------------------------------------------------------------------------------------------------------------------


def test_a_hostile_posting_runs_nothing(visit: Visit) -> None:
    visit.give(HOSTILE)
    visit.page.click("#card-pain summary")
    visit.new_letter(lambda: visit.page.click("#card-pain .choice >> nth=0"))
    for said in visit.page.locator("#text .said-by").all():
        said.hover()
    edit(visit, "<img src=x onerror=alert(9)> {{7*7}} ")
    visit.new_letter(lambda: visit.page.click("[data-do=edit]"))
    assert "<img src=x onerror=alert(9)> {{7*7}}" in visit.page.inner_text("#text")
    assert "{{ 7*7 }}" in visit.page.inner_text("#posting")
    assert visit.page.locator("#posting :is(img, script, svg, b), #text :is(img, script)").count() == 0


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of a page of another site on this machine."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>elsewhere</title><p>Another site.")

        def log_message(self, *_: object) -> None:
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()
        thread.join(5)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_page_of_another_site_can_neither_read_nor_drive_this_one(visit: Visit, elsewhere: str, host: str) -> None:
    visit.give(SAMPLE)
    letter, held = visit.page.url, len(visit.site.desk.shelf._starts)
    foreign = visit.page.context.new_page()
    foreign.goto(elsewhere.replace("localhost", host))
    asked = """async ([address, method, mode]) => {
      const body = method === "POST" ? new URLSearchParams({text: "Data Scientist at Elsewhere", key: "guess"}) : undefined;
      try { return await (await fetch(address, {method, mode, body, credentials: "include"})).text(); } catch { return "refused"; }
    }"""
    for mode in ("cors", "no-cors"):
        for address in (letter, f"{visit.site.home}/", f"{visit.site.home}/?key={KEY}"):
            read = foreign.evaluate(asked, [address, "GET", mode])
            assert read in {"refused", ""}, mode
        assert foreign.evaluate(asked, [f"{visit.site.home}/postings", "POST", mode]) in {"refused", ""}
    foreign.evaluate(
        """address => {
          const form = document.createElement("form");
          form.action = address; form.method = "POST"; form.target = "_blank";
          form.append(Object.assign(document.createElement("input"), {name: "text", value: "Data Scientist"}));
          document.body.append(form); form.submit();
          const frame = document.createElement("iframe");
          frame.src = address.replace("/postings", "/");
          document.body.append(frame);
        }""",
        f"{visit.site.home}/postings",
    )
    foreign.wait_for_timeout(300)
    assert len(visit.site.desk.shelf._starts) == held
    assert not any("Put the posting here" in frame.content() for frame in foreign.frames)
    opened = [page for page in visit.page.context.pages if page not in (visit.page, foreign)]
    assert all(re.search("does not come from the page|Open the address", page.content()) for page in opened)
