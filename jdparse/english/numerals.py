"""Numbers in words: "twenty-one", "half a million"."""

from __future__ import annotations

import re
from functools import lru_cache

from jdparse.english.units import SCALE

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_HUNDREDS = "hundred thousand million billion"
WORD = rf"(?:{'|'.join([*ONES.split(), *TENS.split()])})"
BIG = rf"(?:{'|'.join(_HUNDREDS.split())})"


@lru_cache(maxsize=1024)
def words_value(words: str) -> float | None:
    """The value of a number in words: 24 for "two dozen"; None where it is not one."""
    from text_to_num import text2num

    said = re.sub(r"[\s-]+", " ", words.lower())
    if dozen := re.fullmatch(rf"(?:(a|half a|{WORD}) )?dozen", said):
        return 12 * ({"a": 1.0, "half a": 0.5}.get(dozen[1] or "a") or words_value(dozen[1]) or 0.0)
    if scaled := re.fullmatch(rf"(.+ and a half) ({BIG})", said):
        whole = words_value(scaled[1])
        return None if whole is None else whole * SCALE.get(scaled[2], 100.0)
    if said.endswith(" and a half"):
        whole = words_value(said.removesuffix(" and a half"))
        return None if whole is None else whole + 0.5
    if " point " in said:
        whole_words, _, rest = said.partition(" point ")
        scale = rest.split()[-1] if rest.split()[-1] in SCALE else ""
        digits = rest.removesuffix(scale)
        parts = [words_value(word) for word in (whole_words, *digits.split())]
        if any(part is None or (part > _DIGIT and number) for number, part in enumerate(parts)):
            return None
        return float(f"{parts[0]:.0f}.{''.join(f'{part:.0f}' for part in parts[1:])}") * SCALE.get(scale, 1.0)
    factor = 0.5 if said.startswith("half a ") else 1.0
    try:
        return factor * float(text2num(re.sub(rf"^(?:a|per|every|half a) (?={BIG})", "one ", said), "en"))
    except ValueError:
        return None


_DIGIT = 9
