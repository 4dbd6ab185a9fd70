"""Files whole or not at all: what may not be replaced, what is kept of a file that is, and what no end of the process breaks."""

from __future__ import annotations

import os
import resource
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tailor.errors import ChangedError, OutputError
from tailor.files import write as module
from tailor.files.alone import alone_in
from tailor.files.write import check_place, create_private, write_whole
from tailor.profile.place import rewrite
from tests.tailor.calls import SCRIPT, tailor
from tests.tailor.samples import FULL, write

SAMPLE = "templates/sample-posting.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "out"
    place.mkdir()
    return place


def names(folder: Path) -> list[str]:
    return sorted(found.name for found in folder.iterdir())


# --- what may not be replaced ------------------------------------------------------------------------


def _link(path: Path) -> None:
    write(path.with_name("theirs.txt"), "theirs")
    path.symlink_to("theirs.txt")


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(path))


KINDS: dict[str, Callable[[Path], None]] = {
    "a link to": _link,
    "a link to nowhere": lambda path: path.symlink_to("nowhere"),
    "a link to /dev/null": lambda path: path.symlink_to("/dev/null"),
    "a pipe": os.mkfifo,
    "a socket": _socket,
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_is_not_replaced_even_by_force(
    kind: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    path = Path("letter.txt")
    KINDS[kind](path)
    before = (names(folder), path.lstat())
    with pytest.raises(OutputError, match=f"^letter.txt: is {kind}"):
        check_place(path, force=True)
    with pytest.raises(OutputError, match=f"^letter.txt: is {kind}"):
        write_whole(path, "new")
    with pytest.raises(OutputError, match="exists already"):
        write_whole(path, "new", new=True)
    assert (names(folder), path.lstat()) == before
    assert not Path("theirs.txt").exists() or Path("theirs.txt").read_text(encoding="utf-8") == "theirs"


def test_a_device_is_not_replaced() -> None:
    with pytest.raises(OutputError, match=r"is a device and no file; choose another name"):
        check_place(Path("/dev/null"), force=True)


def test_a_template_is_not_copied_through_a_link_to_nowhere(folder: Path) -> None:
    (folder / "mine.j2").symlink_to("elsewhere")
    done = tailor("templates", "copy", "250", folder / "mine.j2")
    assert (done.code, names(folder)) == (2, ["mine.j2"])


# --- what is kept ------------------------------------------------------------------------------------


def test_a_file_that_is_replaced_keeps_owner_mode_and_marks(folder: Path) -> None:
    path = write(folder / "letter.txt", "old")
    path.chmod(0o640)
    os.setxattr(path, "user.project", b"blue")
    if os.getuid() == 0:
        os.chown(path, 1234, 2345)
    was = path.stat()
    os.utime(path, (1, 1))
    write_whole(path, "new")
    now = path.stat()
    assert (now.st_uid, now.st_gid, stat.S_IMODE(now.st_mode)) == (was.st_uid, was.st_gid, 0o640)
    assert os.getxattr(path, "user.project") == b"blue"
    assert now.st_mtime > 1, "it was written now"


def test_a_group_that_cannot_be_kept_gets_no_more_than_anybody(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(folder / "letter.txt", "old")
    path.chmod(0o664)
    if os.getuid() == 0:
        os.chown(path, -1, 2345)

        def refused(place: Path, user: int, group: int) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(os, "chown", refused)
        write_whole(path, "new")
        assert stat.S_IMODE(path.stat().st_mode) == 0o644


# --- others that write -------------------------------------------------------------------------------


def test_of_many_that_make_one_file_one_does(folder: Path) -> None:
    path = folder / "letter.txt"
    made: list[int] = []
    told: list[str] = []
    start = threading.Barrier(8)

    def make(number: int) -> None:
        start.wait()
        try:
            write_whole(path, f"{number}" * 1000, new=True)
        except OutputError as error:
            told.append(str(error))
        else:
            made.append(number)

    threads = [threading.Thread(target=make, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert all("exists already" in line for line in told)
    assert path.read_text(encoding="utf-8") == f"{made[0]}" * 1000
    assert names(folder) == ["letter.txt"]


def test_a_drive_without_links_takes_a_file_all_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(source: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", none)
    path = folder / "letter.txt"
    write_whole(path, "mine", new=True)
    with pytest.raises(OutputError, match="exists already"):
        write_whole(path, "new", new=True)
    assert path.read_text(encoding="utf-8") == "mine"
    assert names(folder) == ["letter.txt"]


def test_a_profile_that_changed_meanwhile_is_left_as_it_is(folder: Path) -> None:
    path = write(folder / "profile.toml", "edited")
    with pytest.raises(ChangedError, match="has changed meanwhile"):
        rewrite(path, "from the old one", before="old")
    assert path.read_text(encoding="utf-8") == "edited"


def test_settings_kept_at_once_are_all_kept(folder: Path) -> None:
    path, names_of = folder / "config" / "settings.toml", [f"key-{number}" for number in range(6)]
    code = "import sys\nfrom pathlib import Path\nfrom tailor.settings.keep import keep_setting\nkeep_setting(Path(sys.argv[1]), sys.argv[2], 1)"
    running = [subprocess.Popen([sys.executable, "-c", code, str(path), name]) for name in names_of]
    assert [one.wait(60) for one in running] == [0] * len(names_of)
    assert sorted(path.read_text(encoding="utf-8").split()[::3]) == names_of


def test_two_that_write_letters_into_one_folder_wait_for_each_other(folder: Path, tmp_path: Path) -> None:
    profile = write(tmp_path / "me.toml", FULL)
    with alone_in(folder):
        done = tailor("batch", SAMPLE, "--letters", folder, "--profile", profile, "--no-log")
    assert done.code == 2
    assert done.said == [f"tailor: {folder}: another run is writing there; wait for its end"]
    assert names(folder) == []


# --- the end of the process, of the disk, of the permissions -------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("existing", [True, False])
def test_a_signal_in_the_middle_leaves_nothing_beside(number: int, existing: bool, folder: Path) -> None:
    if existing:
        write(folder / "mine.j2", "old")
    code = (
        "import os, sys, time, signal\nfrom pathlib import Path\nfrom tailor.files import write as module\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        # A run that was started under nohup hands down that it hears no hang-up.
        "signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"
        "slow = module.sync_file\n"
        "def sync(file):\n    slow(file)\n    print('writing', flush=True)\n    time.sleep(30)\n"
        "module.sync_file = sync\n"
        "import tailor.cli.main as start\n"
        f"sys.argv = ['tailor', 'templates', 'copy', '250', {str(folder / 'mine.j2')!r}, *{['--force'] * existing}]\n"
        "start.main()\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        assert any(name.startswith(".tailor-") for name in names(folder))
        process.send_signal(number)
        assert process.wait(20) == (130 if number == signal.SIGINT else 128 + number)
    assert names(folder) == (["mine.j2"] if existing else [])
    if existing:
        assert (folder / "mine.j2").read_text(encoding="utf-8") == "old"


def test_under_nohup_a_hang_up_stays_unheard(folder: Path) -> None:
    code = (
        "import os, signal\nfrom tailor.terminal.signals import endable\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "with endable():\n    os.kill(os.getpid(), signal.SIGHUP)\nprint('went on')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout == "went on\n"


@pytest.mark.parametrize("step", ["write", "sync_file", "put_new", "replace"])
def test_whatever_ends_a_write_leaves_what_was_there(step: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    new = step != "replace"
    path = folder / "letter.txt" if new else write(folder / "letter.txt", "old")
    if step in {"sync_file", "put_new"}:
        monkeypatch.setattr(module, step, ended)
    else:
        monkeypatch.setattr(os, "fdopen", ended) if step == "write" else monkeypatch.setattr(Path, "replace", ended)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, "new", new=new)
    assert names(folder) == ([] if new else ["letter.txt"])


def _limited() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))


@pytest.mark.parametrize("existing", [True, False])
def test_a_full_disk_leaves_what_was_there(existing: bool, folder: Path) -> None:
    path = folder / "mine.j2"
    if existing:
        write(path, "old")
    call = [str(SCRIPT), "templates", "copy", "400", str(path), *(["--force"] if existing else [])]
    done = subprocess.run(call, capture_output=True, text=True, preexec_fn=_limited, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (2, f"tailor: {path}: cannot be written (File too large)\n")
    assert names(folder) == (["mine.j2"] if existing else [])
    if existing:
        assert path.read_text(encoding="utf-8") == "old"


def test_a_folder_that_may_not_be_written_is_told_of_in_one_line(folder: Path) -> None:
    write(folder / "mine.j2", "old")
    folder.chmod(0o555)
    if os.getuid() != 0:
        done = tailor("templates", "copy", "400", folder / "mine.j2", "--force")
        assert (done.code, len(done.said)) == (2, 1)
        return
    child = os.fork()
    if not child:
        os.setgid(65534)
        os.setuid(65534)
        caught = 0
        try:
            check_place(folder / "mine.j2", force=True)
        except OutputError:
            caught += 1
        try:
            write_whole(folder / "mine.j2", "x")
        except OutputError:
            caught += 1
        os._exit(caught)
    # The folders above are closed to others, which is one more way not to be let in.
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 2
    assert names(folder) == ["mine.j2"]


def test_a_private_file_is_never_written_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "profile.toml"

    def meanwhile(*_: object) -> bool:
        write(path, "somebody else's")
        return False

    monkeypatch.setattr(os.path, "lexists", meanwhile)
    with pytest.raises(OutputError, match="exists already"):
        create_private(path, "mine")
    assert path.read_text(encoding="utf-8") == "somebody else's"
    assert time.time() - path.stat().st_mtime < 60
