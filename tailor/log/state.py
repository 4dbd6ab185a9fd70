"""What may become of a letter."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """What has become of a letter: none of the others comes to the log by itself."""

    WRITTEN = "written"
    SENT = "sent"
    INTERVIEW = "interview"
    OFFER = "offer"
    NO_ANSWER = "no-answer"
    DECLINED = "declined"
