"""The applicant's profile as the page reads it: anew whenever the file has changed; and as the page saves it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from tailor.data import TEMPLATES
from tailor.errors import ChangedError, TailorError
from tailor.files.write import create_private
from tailor.profile.load import load_profile, parse_profile
from tailor.profile.place import read_as_it_is, rewrite, without_mark
from tailor.profile.starter import is_starter
from tailor.profile.story import Profile


@dataclass(frozen=True, slots=True)
class Sheet:
    """The profile's file as it is.

    Attributes:
        text: What it holds, its line ends as they are and without a byte order mark; empty where there is none.
        mark: Its byte order mark.
        exists: Whether there is one.
    """

    text: str = ""
    mark: str = ""
    exists: bool = False

    @property
    def seen(self) -> str:
        """A short name of what it holds, by which a form knows the file that it was filled from."""
        return hashlib.sha256((self.mark + self.text).encode()).hexdigest()[:20] if self.exists else "none"

    @property
    def begun(self) -> bool:
        """Whether it holds anybody's facts."""
        return self.exists and not is_starter(self.text)


class OwnProfile:
    """The profile's file; where there is none yet, the bundled sample.

    Attributes:
        path: Where the profile lies, or will.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._read: tuple[int, Profile] | None = None

    def load(self) -> Profile:
        """The profile as the file is now.

        Raises:
            tailor.errors.TailorError: It cannot be read as a profile.
        """
        changed = self.changed()
        with self._lock:
            if self._read is None or self._read[0] != changed:
                sample = changed == 0
                path = TEMPLATES / "sample-profile.toml" if sample else self.path
                self._read = (changed, load_profile(path, sample=sample))
            return self._read[1]

    def changed(self) -> int:
        """When the file was last written, in nanoseconds; 0 where there is none."""
        try:
            return self.path.stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def sheet(self) -> Sheet:
        """The file as it is now.

        Raises:
            tailor.errors.ProfileError: It cannot be read as text.
        """
        if not self.changed():
            return Sheet()
        mark, text = without_mark(read_as_it_is(self.path))
        return Sheet(text, mark, exists=True)

    @property
    def begun(self) -> bool:
        """Whether the file holds anybody's facts; one that cannot be read may."""
        try:
            return self.sheet().begun
        except TailorError:
            return True

    def save(self, before: Sheet, text: str) -> Profile:
        """Write the file, whole or not at all; gives what it holds.

        Args:
            before: The file that was changed.
            text: What it is to hold.

        Raises:
            ChangedError: The file is another one by now.
            tailor.errors.ProfileError: What is to be written would not load.
            tailor.errors.OutputError: It cannot be written.
        """
        profile = parse_profile(text, str(self.path))
        with self._lock:
            if self.sheet() != before:
                raise ChangedError(f"{self.path}: has changed since you opened it")
            if before.exists:
                rewrite(self.path, before.mark + text, before.mark + before.text)
            else:
                create_private(self.path, text)
            self._read = None
        return profile
