import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real postings beside the repository; they are test data and never part of it."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        if os.environ.get("JDTAILOR_REQUIRE_SHARED") == "1":
            pytest.fail("needs ../shared, which is not here")
        pytest.skip("needs ../shared, which is not here")
    return folder


def pytest_addoption(parser: pytest.Parser) -> None:
    """Golden letters are renewed on demand, never by a run of the tests."""
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden letters anew; read them before you commit"
    )
