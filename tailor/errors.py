"""What tailor raises on purpose. Each message is one line: what, where, what to do."""

from __future__ import annotations


class TailorError(Exception):
    """Root of everything that tailor raises on purpose."""


class ProfileError(TailorError):
    """A profile cannot be used.

    Args:
        problems: Each problem with its place.
    """

    def __init__(self, problems: tuple[str, ...]) -> None:
        more = f" (and {len(problems) - 1} more: tailor profile check)" if len(problems) > 1 else ""
        super().__init__(problems[0] + more)
        self.problems = problems


class SettingsError(TailorError):
    """The settings cannot be used; the message names the file or the variable."""


class WriterError(TailorError):
    """A command that was to write did not; the message says what it did instead."""


class TemplateFault(TailorError):
    """A letter template or a frame is wrong; the message names file, line and slot."""


class CallError(TailorError):
    """The options given do not fit together, or name something that is not there."""


class LetterFileError(TailorError):
    """A file cannot be read as a letter."""


class EmptyLetterError(LetterFileError):
    """The letter was read and holds no words."""


class OutputError(TailorError):
    """The result cannot be written."""


class ChangedError(OutputError):
    """The file is another one than the one that was to be changed."""


class LogError(TailorError):
    """The log of letters cannot be read or written."""


class ResumeError(TailorError):
    """A file cannot be read as a résumé."""


class EmptyResumeError(ResumeError):
    """The résumé was read and says nothing."""
