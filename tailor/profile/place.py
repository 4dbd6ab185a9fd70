"""Where a profile lies: rewritten in place with the permissions it has, and not published with the code around it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from jdparse.intake import read_at_most
from tailor.errors import ChangedError, ProfileError
from tailor.files.alone import alone_in
from tailor.files.look import NO_PROFILE
from tailor.files.write import write_whole

#: A story has a kilobyte; few people have run fifty systems.
MAX_PROFILE_BYTES = 200_000
_BOM = "\ufeff"
#: A repository answers in milliseconds; one on a drive that does not answer must not hold the command up.
_GIT_SECONDS = 5.0


def read_as_it_is(path: Path) -> str:
    """A profile's text with its own line ends and byte order mark, so that writing it back changes neither.

    Raises:
        ProfileError: The file cannot be read.
    """
    try:
        content = read_at_most(path, MAX_PROFILE_BYTES)
        text = content.decode("utf-8")
    except FileNotFoundError as error:
        raise ProfileError((f"{path}: {NO_PROFILE}",)) from error
    except UnicodeDecodeError as error:
        raise ProfileError((f"{path}: is not UTF-8 text; save it as UTF-8",)) from error
    except OSError as error:
        raise ProfileError((f"{path}: cannot be read ({error.strerror})",)) from error
    if len(content) > MAX_PROFILE_BYTES:
        most = MAX_PROFILE_BYTES // 1_000
        raise ProfileError((f"{path}: has more than {most} kB, far more than a profile; give the file of one",))
    return text


def without_mark(text: str) -> tuple[str, str]:
    """The byte order mark, if there is one, and the text behind it."""
    return (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)


def rewrite(path: Path, text: str, before: str) -> None:
    """Write an existing profile anew, whole or not at all; its owner and permissions stay, and a link stays a link.

    Args:
        path: The profile.
        text: What it is to hold.
        before: What it held when `text` was made of it, as `read_as_it_is` gives it.

    Raises:
        ChangedError: It holds something else by now.
        OutputError: The folder cannot be written.
    """
    place = path.resolve()
    with alone_in(place.parent):
        if read_as_it_is(place) != before:
            raise ChangedError(f"{path}: has changed meanwhile, so nothing was written; do it once more")
        write_whole(place, text)


def find_work_tree(path: Path) -> Path | None:
    """The git work tree that a file may get published with: it lies inside, and git does not ignore it."""
    place = path.resolve()
    top = next((folder for folder in place.parents if os.path.lexists(folder / ".git")), None)
    if top is None or _ignored(place, top):
        return None
    return top


def place_advice(path: Path) -> str:
    """What to say of a profile that may get published; empty if there is nothing to say."""
    top = find_work_tree(path)
    if top is None:
        return ""
    return (
        f"{path} lies in the git work tree {top}, and git does not ignore it: your facts may get published with it; "
        "move the file, or name it in .gitignore"
    )


def _ignored(place: Path, top: Path) -> bool:
    """Whether git says that it ignores a file; no git, no answer."""
    # Why: a file system monitor is a program that the repository names, and asking a question must not start it.
    call = ["git", "-c", "core.fsmonitor=false", "-C", str(top), "check-ignore", "--quiet", "--", str(place)]
    # Why: inside a hook, git's own variables name another repository.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(call, capture_output=True, timeout=_GIT_SECONDS, check=False, env=plain)  # noqa: S603
        return done.returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
