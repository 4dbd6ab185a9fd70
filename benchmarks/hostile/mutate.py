"""Structure-aware mutation: what a blind change of bytes never hits upon, such as a tag in a tag or a charset in a header.

A mutation takes an input and a source of chance and gives another input; the same chance gives the same input.
"""

from __future__ import annotations

import base64
import random
import re
from collections.abc import Callable

Mutation = Callable[[bytes, random.Random], bytes]

#: Characters that readers tell apart, or should: marks of direction, joiners, combining marks, look-alikes, line ends, controls, wide digits, emoji.
ODD = (
    "\u202e \u2066 \u2069 \u200f \u200e \u200b \u200c \u200d \ufeff \u00ad \u2060 \u0301 \u0338 \u20e3 \ufe0f а е о р с "
    "ｐ９９ １２３ ² ½ ٣ ४ Ⅳ № ﬁ İ ı ß ſ ŉ ǰ \x85 \u2028 \u2029 \x0b \x0c \x1c \x1e \x1b[31m \x1b]52;c;eA==\x07 \x9b31m \x7f \x00 "
    "\U0001f680 \U0001f468\u200d\U0001f4bb \U0001f1e9\U0001f1ea ✅ ▪ ‣ · • – — \ue003 \uffff \ufffd \U000e0041 ﷽ ௵ 猫 ¤ € ‘ ’ “ ” … ™"
).split(" ")
#: What stands for something in one of the formats.
TOKENS = (
    "<div hidden>|</div>|<!--|-->|<!-- x -->|<script type='application/ld+json'>|</script>|<li>|<p|<br>|<template>|<table><tr><td>|&#x0;|&#xd800;"
    "|&amp;amp;|&nbsp;|&#8238;|<![CDATA[|]]>|<?xml version='1.0' encoding='utf-7'?>|<meta charset='utf_8'>|<base href=x>|<svg>|style='display:none'"
    '|{"@type":"JobPosting","description":"|{"title":|":"|",|}|]|[[|{{|}}|{% if x %}|{%|%}|{#|\\ud800|\\u0000|1e999|-0|NaN|null|true|1e-400'
    "|[me]|[[story]]|name = |'''|\"\"\"|= |inf|nan|1979-05-27|0x1f|results = [{ metric = |  - |&a|*a|<<: *a|!!python/object:x|%YAML 1.1|? |\t"
    "|Content-Type: multipart/mixed; boundary=x|--x|--x--|Content-Transfer-Encoding: base64|=?utf-8?b?4oKs?=|=?x?q?=41?=|charset=utf_16"
    "|Subject: |From: a@b.example|>|> > |-- |## |**|`|```|![a](data:image/png;base64,AAAA)|[x](https://a.example/?a=1)|* |1. |- |:|Responsibilities|"
    "Requirements|About us|p99 latency|20%|$4.2M|2.7x|from 19 hours to 55 seconds|Kubernetes|PyTorch|C++|reduce|[f1]|[p1]|[f99 p9]"
    "|%PDF-1.4|stream|endstream|xref|endobj|/Kids [1 0 R]|/Length 99999999|PK\x03\x04|word/document.xml|{\\rtf1|bplist00|WebMainResource"
).split("|")
_STEP = re.compile(rb"<[^<>]{0,80}>|\"[^\"]{0,80}\"|\n|[.,;:{}\[\]()=|]|\d+")


def _places(data: bytes, chance: random.Random) -> tuple[int, int]:
    """Two places of an input, mostly where something of its structure begins or ends."""
    if not data:
        return 0, 0
    if chance.random() < 0.7:
        steps = [at for found in _STEP.finditer(data[:20_000]) for at in found.span()] or [0]
        first, last = chance.choice(steps), chance.choice(steps)
    else:
        first, last = chance.randrange(len(data)), chance.randrange(len(data))
    return (first, last) if first <= last else (last, first)


def _put(data: bytes, at: int, what: bytes) -> bytes:
    return data[:at] + what + data[at:]


def insert_token(data: bytes, chance: random.Random) -> bytes:
    """A mark of some format is put in."""
    return _put(data, _places(data, chance)[0], chance.choice(TOKENS).encode("utf-8", "surrogatepass"))


def insert_odd(data: bytes, chance: random.Random) -> bytes:
    """An odd character is put in, or some of them."""
    return _put(data, _places(data, chance)[0], "".join(chance.choices(ODD, k=chance.randint(1, 4))).encode())


def run_of(data: bytes, chance: random.Random) -> bytes:
    """A run of one mark is put in."""
    what = chance.choice(
        ("=", "#", "$", ",", "~", "|", "(", "[", "<", "-", "_", "*", ".", " ", "\t", "\n", "a ", "é", "—", "\u200b")
    )
    return _put(data, _places(data, chance)[0], (what * chance.choice((3, 17, 80, 300))).encode())


def nest(data: bytes, chance: random.Random) -> bytes:
    """A stretch is put into a tag, a bracket or a quotation many times."""
    before, after = chance.choice(
        (
            (b"<div>", b"</div>"),
            (b"<b><i>", b""),
            (b"[", b"]"),
            (b'{"a":', b"}"),
            (b"<!--", b"-->"),
            (b"> ", b""),
            (b"(", b")"),
            (b"{{", b"}}"),
        )
    )
    times = chance.choice((1, 2, 5, 40))
    first, last = _places(data, chance)
    return data[:first] + before * times + data[first:last] + after * times + data[last:]


def repeat(data: bytes, chance: random.Random) -> bytes:
    """A stretch stands several times."""
    first, last = _places(data, chance)
    return data[:last] + data[first : min(last, first + 400)] * chance.choice((1, 2, 8)) + data[last:]


def cut(data: bytes, chance: random.Random) -> bytes:
    """A stretch is gone."""
    first, last = _places(data, chance)
    return data[:first] + data[last:]


def move(data: bytes, chance: random.Random) -> bytes:
    """A stretch stands somewhere else."""
    first, last = _places(data, chance)
    rest = data[:first] + data[last:]
    return _put(rest, _places(rest, chance)[0], data[first:last])


def as_entities(data: bytes, chance: random.Random) -> bytes:
    """A stretch is written with the entities or escapes of a format."""
    first, last = _places(data, chance)
    last = min(last, first + 60)
    text = data[first:last].decode("utf-8", "replace")
    ways: tuple[Callable[[], str], ...] = (
        lambda: "".join(f"&#{ord(char)};" for char in text),
        lambda: "".join(f"&#x{ord(char):x}" for char in text),
        lambda: "".join(f"\\u{ord(char) & 0xFFFF:04x}" for char in text),
        lambda: "".join(f"={byte:02X}" for byte in text.encode()),
        lambda: base64.b64encode(text.encode()).decode(),
        lambda: text.replace("<", "&lt;").replace("&", "&amp;"),
    )
    way = chance.choice(ways)
    return data[:first] + way().encode("utf-8", "replace") + data[last:]


def number(data: bytes, chance: random.Random) -> bytes:
    """A number is another one."""
    found = list(re.finditer(rb"\d+", data[:20_000]))
    if not found:
        return insert_token(data, chance)
    one = chance.choice(found)
    new = chance.choice(
        (b"0", b"-1", b"1e308", b"99999999999999999999", b"0.0", b"1,000", b"2147483648", b"9" * 60, "１２".encode())
    )
    return data[: one.start()] + new + data[one.end() :]


def line_ends(data: bytes, chance: random.Random) -> bytes:
    """The line ends are of another kind."""
    new = chance.choice((b"\r\n", b"\r", "\x85".encode(), "\u2028".encode(), b"\n\n", b" ", b"\x0c"))
    return data.replace(b"\r\n", b"\n").replace(b"\n", new)


def charset(data: bytes, chance: random.Random) -> bytes:
    """The text is written in another charset, with or without its mark."""
    name = chance.choice(
        ("utf-16", "utf-16-le", "utf-8-sig", "cp1252", "mac_roman", "utf-32", "latin-1", "cp037", "shift_jis")
    )
    return data.decode("utf-8", "replace").encode(name, "replace")


MUTATIONS: tuple[Mutation, ...] = (
    insert_token, insert_token, insert_odd, insert_odd, run_of, nest, repeat, cut, cut, move, as_entities, number, line_ends, charset,
)  # fmt: skip


def mutated(data: bytes, chance: random.Random, most: int) -> bytes:
    """An input changed once to three times, of at most so many bytes."""
    for _ in range(chance.randint(1, 3)):
        data = chance.choice(MUTATIONS)(data, chance)
    return data[:most]
