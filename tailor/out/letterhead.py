"""A letter with what stands around it on paper: sender, date, recipient, subject, signature."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Literal

from tailor.errors import CallError
from tailor.settings.keys import DATE_STYLES
from tailor.settings.load import own_settings

if TYPE_CHECKING:
    from tailor.letter.letter import Letter
    from tailor.profile.story import Profile


Paper = Literal["letter", "a4"]
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MAIL = re.compile(r"[^\s@\[\]]+@[^\s@\[\]]+\.[^\s@\[\]]+")
_SITE = re.compile(r"(?i)(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:[/?#]\S*)?")
#: Control characters, lone surrogates, what is no character; soft hyphen, zero-width space, word joiner, byte order mark.
_UNPRINTED = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f\ud800-\udfff\ufffe\uffff\u00ad\u200b\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Dated:
    """The date of a letter.

    Attributes:
        text: As it is printed; empty for none.
        day: The day it stands for, if that is known; the file's own date.
    """

    text: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach the sender.

    Attributes:
        text: As it is printed.
        address: Where a click leads; empty for nowhere.
    """

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed, from top to bottom.

    Attributes:
        sender: The applicant's name.
        contacts: Lines of ways to reach them.
        date: The letter's date.
        recipient: Lines: a person, an employer.
        subject: What it is about; empty for none.
        salutation: The greeting.
        paragraphs: The body.
        closing: The words before the signature.
        signature: The name below it.
        title: What the file calls itself.
    """

    sender: str
    contacts: tuple[tuple[Contact, ...], ...]
    date: Dated
    recipient: tuple[str, ...]
    subject: str
    salutation: str
    paragraphs: tuple[str, ...]
    closing: str
    signature: str
    title: str

    @property
    def text(self) -> str:
        """All that is printed, in reading order, a line for each block's line."""
        contacts = (BETWEEN.join(contact.text for contact in line) for line in self.contacts)
        head = (self.sender, *contacts, self.date.text, *self.recipient, self.subject)
        return "\n".join(filter(None, (*head, self.salutation, *self.paragraphs, self.closing, self.signature)))


#: What stands between two ways to reach the sender.
BETWEEN = " · "


def read_date(said: str | None, paper: Paper | None = None) -> Dated:
    """The date to print: today, written out, unless the caller or the settings say something else.

    Args:
        said: ``2026-11-23`` is written out; one of `DATE_STYLES` is today in that style, ``none`` leaves the date out; any other text
            stands as it is.
        paper: Where US Letter is used, the month goes first.

    Raises:
        CallError: The day is not in the calendar, or SOURCE_DATE_EPOCH is no number of seconds.

    Source: https://reproducible-builds.org/specs/source-date-epoch/
    """
    said = _clean((own_settings().chosen("date_style") or "") if said is None else said or "none")
    if not said:
        return _written_out(_today(), paper)
    if said == "iso":
        return Dated(_today().isoformat(), _today())
    if said in DATE_STYLES and said != "none":
        return _written_out(_today(), "letter" if said == "month-first" else None)
    if said.casefold() == "none":
        return Dated("", None)
    if not _ISO_DAY.fullmatch(said):
        return Dated(said, None)
    try:
        return _written_out(date.fromisoformat(said), paper)
    except ValueError as error:
        raise CallError(f"--date: {said} is no day of the calendar") from error


def letter_sheet(letter: Letter, profile: Profile, dated: Dated) -> Sheet:
    """The letter with sender and recipient around it; facts of the sample profile stand in brackets here as well."""
    me = profile.me
    sender, mail, phone, city = (_fact(fact, profile) for fact in (me.name, me.email, me.phone, me.city))
    links = [_clean(link) for link in me.links]
    contacts = (
        tuple(Contact(fact, _click(fact)) for fact in (city, mail, phone) if fact),
        tuple(Contact(_fact(re.sub(r"(?i)^https?://|/$", "", link), profile), _click(link)) for link in links if link),
    )
    first, last = letter.paragraphs[0] or "\n\n", letter.paragraphs[-1] or "\n\n"
    salutation = letter.text.partition(first)[0].strip()
    closing, _, signature = letter.text.rpartition(last)[2].strip().partition("\n")
    role, company = _clean(letter.role), _clean(letter.company)
    about = " at ".join(filter(None, (role, company)))
    return Sheet(
        sender=sender,
        contacts=tuple(line for line in contacts if line),
        date=dated,
        recipient=tuple(filter(None, (_clean(letter.to), company))),
        subject=f"Re: {role}" if role else "",
        salutation=_clean(salutation),
        paragraphs=tuple(_clean(paragraph) for paragraph in letter.paragraphs),
        closing=_clean(closing),
        signature=_clean(signature),
        title=f"Cover letter: {about}" if about else "Cover letter",
    )


def _today() -> date:
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not seconds:
        return datetime.now().astimezone().date()
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise CallError(f"SOURCE_DATE_EPOCH: {seconds!r} is no number of seconds; correct or unset it") from error


def _written_out(day: date, paper: Paper | None) -> Dated:
    said = f"{day:%B} {day.day}, {day.year}" if paper == "letter" else f"{day.day} {day:%B} {day.year}"
    return Dated(said, day)


def _click(text: str) -> str:
    """The address that a mail address or a site leads to; empty for any other text."""
    if _MAIL.fullmatch(text):
        return f"mailto:{text}"
    if not _SITE.fullmatch(text):
        return ""
    return text if "://" in text else f"https://{text}"


def _fact(text: str, profile: Profile) -> str:
    text = _clean(text)
    return f"[{text}]" if text and profile.sample else text


def _clean(text: str) -> str:
    """One line without what cannot be printed; letters with marks are single characters, as fonts have them."""
    return unicodedata.normalize("NFC", " ".join(_UNPRINTED.sub("", text).split()))
