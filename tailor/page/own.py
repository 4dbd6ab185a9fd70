"""The applicant's profile as the page reads it: anew whenever the file has changed."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from tailor.data import TEMPLATES
from tailor.profile.load import load_profile
from tailor.profile.story import Profile


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
