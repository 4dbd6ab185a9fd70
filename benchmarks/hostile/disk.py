"""Fill the disk under every command that writes: what it writes is whole or absent, and the profile, the log and the settings are as before.

    python benchmarks/hostile/disk.py             # seven sizes of what is left free, for each command
    python benchmarks/hostile/disk.py --most 2    # two of them

The disk is a small one of its own in memory, which only this process and its children see (`unshare -rm`, tmpfs); no device of the machine is touched.
Where the system does not allow that, a line says so and nothing is tried. The calls, and what is asked of them, are those of `faults.py`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parents[1])]

from hostile.faults import Bench, Case, cases, judge, without_workers  # noqa: E402
from hostile.faults import started as call  # noqa: E402

#: The disk, in bytes: what a case needs before it begins, many times.
_SIZE = 4_000_000
#: What is left free when a command begins, in pages of the disk: nothing, a temporary file's beginning, a letter, a log, all but a PDF.
LEFT = (0, 1, 2, 3, 5, 9, 17)
_KIND = "a full disk"


class FullDisk(Bench):
    """One case on a disk that is nearly full.

    Args:
        case: The call.
        scratch: A folder for its folders; its ``work`` is the disk.
    """

    def copied(self) -> Path:
        """The disk with nothing on it but what the call finds."""
        place = self.scratch / "work"
        place.mkdir(exist_ok=True)
        for old in place.iterdir():
            shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
        shutil.copytree(self.clean, place, symlinks=True, dirs_exist_ok=True)
        return place

    def faults(self, most: int) -> Iterator[tuple[str, list[str]]]:
        """Each size of what is left free with what was broken then; at most so many."""
        few = LEFT[:: max(1, len(LEFT) // most)][:most] if most else LEFT
        for pages in few:
            folder = self.copied()
            filler = folder / "filler"
            _fill(filler, pages)
            code = call(folder, self.case, None)
            filler.unlink()
            yield f"{pages} pages free", judge(folder, code, "ENOSPC", self.before, self.after) + self.again(folder)


def _fill(place: Path, pages: int) -> None:
    """Leave so many pages of a disk free."""
    with place.open("wb") as file:
        told = os.statvfs(place)
        if (many := (told.f_bavail - pages) * told.f_frsize) > 0:
            os.posix_fallocate(file.fileno(), 0, many)


def inside(most: int) -> int:
    """Try all cases, on a disk of our own each; 1 where one does not hold."""
    without_workers()
    tried = held = 0
    told: list[str] = []
    for case in cases():
        with tempfile.TemporaryDirectory() as scratch:
            broken, many = _tried(case, Path(scratch), most)
        tried, held = tried + many, held + many - len(broken)
        told += [f"    {case.name}: {problem[:300]}" for problem in broken]
    print(f"{_KIND:<28}{tried:>6} tried {held:>6} held")
    print("\n".join(told), end="\n" if told else "")
    return int(held < tried)


def _tried(case: Case, scratch: Path, most: int) -> tuple[list[str], int]:
    disk = scratch / "work"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(disk)], check=True)
    try:
        results = list(FullDisk(case, scratch).faults(most))
    finally:
        os.chdir("/")
        subprocess.run(["umount", str(disk)], check=True)
    return [f"{name}: {problems[0]}" for name, problems in results if problems], len(results)


def main() -> int:
    """Try all; 1 where one does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=0, metavar="N", help="so many sizes of each command; 0 for all")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.inside:
        return inside(wanted.most)
    apart = ["unshare", "--map-root-user", "--mount"]
    may = "mount -t tmpfs tmpfs /mnt" if Path("/mnt").is_dir() else "true"
    try:
        asked = subprocess.run([*apart, "sh", "-c", may], capture_output=True, text=True, check=False)
        problem = asked.stderr.strip().partition("\n")[0] if asked.returncode else ""
    except OSError as error:
        problem = f"unshare: {error.strerror}"
    if problem:
        print(f"{_KIND} (not tried: {problem})  0 tried 0 held")
        return 0
    return subprocess.call([*apart, sys.executable, __file__, "--inside", "--most", str(wanted.most)])


if __name__ == "__main__":
    raise SystemExit(main())
