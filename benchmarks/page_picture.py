"""The README's picture of the page, from the bundled posting and the bundled person as if they were one's own.

python benchmarks/page_picture.py     # writes docs/page.png; needs Chromium
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
import threading
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

_ROOT = Path(__file__).resolve().parent.parent
PICTURE = _ROOT / "docs" / "page.png"
WIDTH, HEIGHT = 1440, 900
#: So many colours are enough for flat areas and the edges of letters.
_COLOURS = 255


def main() -> int:
    """Write the picture; 1 where there is no browser."""
    where = shutil.which("chromium") or shutil.which("google-chrome")
    if where is None:
        print(f"no browser here, so {PICTURE.name} stays as it is", file=sys.stderr)
        return 1
    drawn = Image.open(io.BytesIO(_screen(where))).convert("RGB")
    few = drawn.quantize(_COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(PICTURE, optimize=True)
    print(f"wrote {PICTURE}, {PICTURE.stat().st_size // 1000} kB")
    return 0


def _screen(where: str) -> bytes:
    """The desk with a sentence pointed at: its record beside it, what it answers lit on the left."""
    from waitress.server import create_server

    from tailor.page.app import Page, create_app
    from tailor.page.guard import Guard
    from tailor.page.own import OwnProfile
    from tailor.page.serve import LOOPBACK, bound

    key = "picture"
    with tempfile.TemporaryDirectory() as folder, bound(0) as here, sync_playwright() as playwright:
        profile = Path(folder) / "profile.toml"
        profile.write_bytes((_ROOT / "templates" / "sample-profile.toml").read_bytes())
        port = here.getsockname()[1]
        server = create_server(create_app(Page(Guard(key, port), OwnProfile(profile))), sockets=[here], ident=None)
        threading.Thread(target=server.run, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=where, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(f"http://{LOOPBACK}:{port}/sample?key={key}")
        page.locator("#text .tailored .said-by").first.hover()
        page.wait_for_timeout(300)
        drawn = page.screenshot()
        browser.close()
        server.close()
    return drawn


if __name__ == "__main__":
    raise SystemExit(main())
