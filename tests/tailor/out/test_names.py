from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tailor.letter.letter import Letter
from tailor.out.names import free_name, letter_name


@pytest.mark.parametrize(
    ("company", "role", "name"),
    [
        ("Quillmere Freight", "Staff ML Engineer", "Quillmere Freight - Staff ML Engineer - letter.pdf"),
        ("Everway", "Senior AI/ML Developer", "Everway - Senior AI-ML Developer - letter.pdf"),
        ("", "ML Engineer", "ML Engineer - letter.pdf"),
        ("", "", "letter.pdf"),
        ("../../etc", "passwd", "etc - passwd - letter.pdf"),
        ('A: "B" <C>?*|', "ML\\Ops", "A- B C - ML-Ops - letter.pdf"),
        ("-rf", ".hidden", "rf - hidden - letter.pdf"),
        ("Zwölf & Söhne", "機械学習", "Zwölf & Söhne - 機械学習 - letter.pdf"),
        ("a\x1b[31mb", "c\nd\te", "a [31mb - c d e - letter.pdf"),
        ("Acme Inc.", "", "Acme Inc - letter.pdf"),
    ],
)
def test_a_letter_is_called_after_employer_and_role(
    company: str, role: str, name: str, letters: dict[tuple[str, str, int], Letter], tmp_path: Path
) -> None:
    letter = replace(letters["bullets", "full", 250], company=company, role=role)
    assert letter_name(letter) == name
    (tmp_path / name).touch()
    assert name in {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("long", ["x" * 400, "word " * 90, "株式会社" * 90, "🚀" * 90])
def test_a_long_name_is_cut_to_what_a_file_can_have(
    long: str, letters: dict[tuple[str, str, int], Letter], tmp_path: Path
) -> None:
    name = letter_name(replace(letters["bullets", "full", 250], company=long, role=long))
    assert len(name.encode()) <= 255
    assert name.endswith(" - letter.pdf")
    (tmp_path / name).write_text("", encoding="utf-8")


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    assert free_name(path) == path
    path.touch()
    (tmp_path / "letter (2).pdf").symlink_to(tmp_path / "nowhere")
    assert free_name(path) == tmp_path / "letter (3).pdf"
