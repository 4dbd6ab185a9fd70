"""Write letters to each kind of file, read each back, and count those that say the same.

    python benchmarks/outputs.py ../shared              # every 20th annotated posting
    python benchmarks/outputs.py ../shared --every 100  # fewer

The three invented profiles of `benchmarks/profiles`, with a full sender block, and the bundled one, at all three lengths;
the two papers in turn. A PDF is read by two libraries, because those who read applications use either. Texts are compared
with white space folded. With --check it exits with 1 if a file reads back different or a PDF takes a second page.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from docx import Document
from letters import PROFILES, chosen, load_analyses
from pdfminer.high_level import extract_text
from pypdfium2 import PdfDocument

from tailor.data import TEMPLATES
from tailor.letter.letter import Letter, Options
from tailor.letter.write import write_letter
from tailor.limits import LENGTHS
from tailor.out.formats import PAPERS, check_target
from tailor.out.formats import write_letter as write_file
from tailor.out.letterhead import letter_sheet, read_date
from tailor.profile.load import load_profile
from tailor.profile.story import Profile

DAY = "2026-11-23"
#: What a sender block can hold at most; invented.
CONTACT = MappingProxyType(
    {
        "phone": "+43 660 555 0134",
        "city": "Klagenfurt am Wörthersee, Austria",
        "links": (
            "https://github.com/invented-person",
            "https://www.linkedin.com/in/invented-person/",
            "example.org/cv",
        ),
    }
)


def read_docx(path: Path) -> str:
    """The text of a DOCX's paragraphs."""
    return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)


def read_pdf(path: Path) -> str:
    """The text layer of a PDF as PDFium reads it."""
    with PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


READERS: Mapping[str, tuple[str, Callable[[Path], str]]] = MappingProxyType(
    {
        "txt": (".txt", lambda path: path.read_text(encoding="utf-8")),
        "md": (".md", lambda path: path.read_text(encoding="utf-8")),
        "docx (python-docx)": (".docx", read_docx),
        "pdf (pypdfium2)": (".pdf", read_pdf),
        "pdf (pdfminer.six)": (".pdf", lambda path: extract_text(path)),
    }
)


def main() -> int:
    """Print the table; with --check, 1 if something is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--every", type=int, default=20, metavar="N", help="only each Nth posting (20)")
    parser.add_argument("--check", action="store_true", help="exit with 1 if a file is not equal or not of one page")
    arguments = parser.parse_args()
    started = time.perf_counter()
    count: Counter[str] = Counter()
    equal: Counter[str] = Counter()
    single: Counter[str] = Counter()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, letter, profile) in enumerate(drafts(arguments.shared / "gold", arguments.every)):
            for kind, (suffix, read) in READERS.items():
                path = Path(folder) / f"letter{suffix}"
                notes = written(path, letter, profile, number)
                same = " ".join(read(path).split()) == " ".join(expected(suffix, letter, profile, number).split())
                one = suffix != ".pdf" or len(PdfDocument(path)) == 1
                count[kind] += 1
                equal[kind] += same
                single[kind] += one
                if not (same and one):
                    wrong.append(
                        f"{kind}: {name}: {'' if same else 'differs '}{'' if one else 'two pages '}{' '.join(notes)}"
                    )
    print(f"{'kind':<20}{'letters':>9}{'read back equal':>17}{'one page':>10}")
    for kind, (suffix, _) in READERS.items():
        print(f"{kind:<20}{count[kind]:>9}{equal[kind]:>17}{single[kind] if suffix == '.pdf' else '-':>10}")
    for line in wrong:
        print(f"WRONG {line}")
    print(f"{time.perf_counter() - started:.0f} s")
    return 1 if arguments.check and (wrong or not count) else 0


def drafts(gold: Path, every: int) -> Iterator[tuple[str, Letter, Profile]]:
    """Each letter with a name for it and the profile that it is from."""
    profiles = [load_profile(path) for path in sorted(PROFILES.glob("*.toml"))]
    profiles = [replace(profile, me=profile.me.model_copy(update=CONTACT)) for profile in profiles]
    profiles.append(load_profile(TEMPLATES / "sample-profile.toml", sample=True))
    for analysis in load_analyses(gold, every):
        for profile in profiles:
            for length in LENGTHS:
                options = Options(length, to="Siobhán Ó Briain")
                letter = write_letter(analysis, profile, options, chosen(analysis, profile))
                yield f"{analysis.posting.id}, {profile.me.name}, {length}", letter, profile


def written(path: Path, letter: Letter, profile: Profile, number: int) -> tuple[str, ...]:
    """Write the letter as a draft does; what it had to say about it."""
    on_paper = path.suffix in {".docx", ".pdf"}
    paper, date = (PAPERS[number % len(PAPERS)], DAY) if on_paper else (None, None)
    target = check_target(path, force=True, paper=paper, date=date)
    assert target is not None
    return write_file(target, letter, profile)


def expected(suffix: str, letter: Letter, profile: Profile, number: int) -> str:
    """What a reader of the file should find."""
    if suffix in {".txt", ".md"}:
        return letter.text
    sheet = letter_sheet(letter, profile, read_date(DAY, PAPERS[number % len(PAPERS)])).text
    if not " ".join(sheet.split()).endswith(" ".join(letter.text.split())):
        raise AssertionError(f"the sheet is not the letter:\n{sheet}")
    return sheet


if __name__ == "__main__":
    raise SystemExit(main())
