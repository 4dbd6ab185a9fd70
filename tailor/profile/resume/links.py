"""Where a person's profiles on the web lie."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tailor.profile.resume.said import inline, said

#: The address of somebody's page by the network's name in small letters.
#: Source: https://docs.rendercv.com/user_guide/yaml_input_structure/ (social networks)
_ADDRESSES = {
    "linkedin": "https://www.linkedin.com/in/{}",
    "github": "https://github.com/{}",
    "gitlab": "https://gitlab.com/{}",
    "stackoverflow": "https://stackoverflow.com/users/{}",
    "orcid": "https://orcid.org/{}",
    "kaggle": "https://www.kaggle.com/{}",
    "huggingface": "https://huggingface.co/{}",
    "googlescholar": "https://scholar.google.com/citations?user={}",
    "researchgate": "https://www.researchgate.net/profile/{}",
    "xing": "https://www.xing.com/profile/{}",
    "twitter": "https://x.com/{}",
    "x": "https://x.com/{}",
    "bluesky": "https://bsky.app/profile/{}",
    "medium": "https://medium.com/@{}",
}


def read_profiles(value: object) -> tuple[list[str], list[str]]:
    """The addresses of somebody's profiles, and lines for what gives none.

    Args:
        value: Groups with network, username and url, or a group of names by network.
    """
    links: list[str] = []
    rest: list[str] = []
    for row in _rows(value):
        url = row.get("url", row.get("href", ""))
        address = inline(url.get("href", "") if isinstance(url, dict) else url)
        network, name = inline(row.get("network", "")), inline(row.get("username", ""))
        link = address or _address(network, name)
        links += [link] if link else []
        # Why: what the address holds is said; another name for it is not.
        told = (
            {"network", "username", "url"} if link and (not name or _bare(name) in link) else {"url"} if link else set()
        )
        rest += said("profile", {key: one for key, one in row.items() if key not in told})
    return links, rest


def _rows(value: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        named = "network" in value or "username" in value or "url" in value
        rows: Iterable[object] = [value] if named else [{"network": key, "username": one} for key, one in value.items()]
    else:
        rows = value if isinstance(value, list) else [value] if value else []
    for row in rows:
        yield row if isinstance(row, Mapping) else {"url": row}


def _address(network: str, name: str) -> str:
    if re.match(r"https?://", name):
        return name
    if re.match(r"(?:[\w-]+\.)+[a-z]{2,}/", name):
        return f"https://{name}"
    shape = _ADDRESSES.get(re.sub(r"[^a-z]", "", network.lower()), "")
    return shape.format(_bare(name)) if shape and re.fullmatch(r"@?[\w.%-]+", name) else ""


def _bare(name: str) -> str:
    return name.removeprefix("@")
