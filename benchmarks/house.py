"""What the house looks like: sizes of modules and functions, arrows between rooms, words that stand as patterns in code.

    python benchmarks/house.py [FOLDER]      # another checkout, to compare

Prints a line each; exits with 1 if an arrow points up or there are more long modules than the tests allow.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("jdparse", "tailor")
#: A module of more lines is too long to be taken in; so is a function.
MODULE_LINES, FUNCTION_LINES = 300, 40
#: More modules than these may not be too long.
MOST_LONG_MODULES = 5
#: Words that may stand as alternatives in the code's patterns; the number may only shrink. The others are rows of lexicons/english.
MOST_ALTERNATIVES = 1360
#: The rooms of each package from the ground up; those of one line know nothing of each other.
FLOORS: dict[str, Sequence[Sequence[str]]] = {
    "jdparse": (
        ("types", "errors", "data", "disk", "intake", "offline", "hiding"),
        ("stretches",),
        ("text", "lexicon"),
        ("english",),
        ("reading",),
        ("ranking", "readers"),
        ("analysis",),
        ("wire", "train"),
        ("batch",),
    ),
    "tailor": (
        ("data", "errors", "nearest", "limits"),
        ("files", "estimate"),
        ("settings",),
        ("terminal",),
        ("profile",),
        ("highlights",),
        ("check",),
        ("letter",),
        ("log",),
        ("show",),
        ("interview", "out", "review", "brief"),
        ("draft",),
        ("finish", "page", "batch"),
        ("cli",),
    ),
}


def modules(root: Path) -> dict[str, Path]:
    """The modules of both packages by their dotted names."""
    return {
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path
        for package in PACKAGES
        for path in sorted((root / package).rglob("*.py"))
    }


def imports(source: str, path: Path, root: Path = ROOT) -> Iterator[str]:
    """The modules that a source imports, relative ones resolved; those inside functions and those named to `import_module` too."""
    own = list(path.relative_to(root).with_suffix("").parts)[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = own[: len(own) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            inner = [f"{module}.{alias.name}" for alias in node.names if _is_module(root, module, alias.name)]
            yield from inner or [module]
            if inner and len(inner) < len(node.names):
                yield module
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in {"import_module", "__import__"} and isinstance(node.args[0].value, str):
                yield node.args[0].value


def _is_module(root: Path, package: str, name: str) -> bool:
    place = root / package.replace(".", "/") / name
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


def room(module: str) -> str:
    """The room of a module: ``letter`` for ``tailor.letter.fit``; empty for a package's own face."""
    return module.split(".")[1] if "." in module else ""


def arrows(root: Path) -> set[tuple[str, str]]:
    """Which room imports which, within a package: ("tailor.letter", "tailor.profile")."""
    found = set()
    for module, path in modules(root).items():
        package, own = module.partition(".")[0], room(module)
        for other in imports(path.read_text(encoding="utf-8"), path, root):
            if own and room(other) and other.partition(".")[0] == package and room(other) != own:
                found.add((f"{package}.{own}", f"{package}.{room(other)}"))
    return found


def arrows_up(root: Path) -> list[str]:
    """The arrows that point up or across, and the rooms that have no floor."""
    floor = {
        f"{package}.{name}": number
        for package, floors in FLOORS.items()
        for number, names in enumerate(floors)
        for name in names
    }
    found = arrows(root)
    homeless = sorted({name for arrow in found for name in arrow if name not in floor})
    return [f"{name} has no floor" for name in homeless] + sorted(
        f"{above} -> {below}"
        for above, below in found
        if above in floor and below in floor and floor[below] >= floor[above]
    )


def long_modules(root: Path) -> dict[str, int]:
    """The modules of more than `MODULE_LINES` lines."""
    sizes = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in modules(root).items()}
    return {name: size for name, size in sorted(sizes.items(), key=lambda item: -item[1]) if size > MODULE_LINES}


def long_functions(root: Path) -> dict[str, int]:
    """The functions of more than `FUNCTION_LINES` lines, by module and name."""
    found = {}
    for module, path in modules(root).items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                if size > FUNCTION_LINES:
                    found[f"{module}.{node.name}"] = size
    return found


def patterns(root: Path) -> tuple[int, int]:
    """How many calls of `re` the code has, and how many alternatives of words stand in its strings."""
    calls = alternatives = 0
    for path in modules(root).values():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                calls += isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "|" in node.value:
                alternatives += sum(part.strip("(?:)\\bs ").isalpha() for part in node.value.split("|"))
    return calls, alternatives


def unproved_rows(root: Path) -> tuple[int, int]:
    """The rows below ``lexicons/english``, and those among them without a hit or a miss."""
    rows = [
        row
        for path in sorted((root / "lexicons" / "english").glob("*.toml"))
        for table in tomllib.loads(path.read_text(encoding="utf-8")).values()
        if isinstance(table, list)
        for row in table
    ]
    return len(rows), sum(not (row.get("hits") and row.get("misses")) for row in rows)


def main() -> int:
    """Print the house; 1 if an arrow points up or too many modules are too long."""
    root = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT
    long, functions, up = long_modules(root), long_functions(root), arrows_up(root)
    calls, alternatives = patterns(root)
    rows, bare = unproved_rows(root)
    print(f"{len(modules(root)):>6}  modules, {len(arrows(root))} arrows between rooms")
    print(f"{len(up):>6}  arrows up or across" + "".join(f"\n        {one}" for one in up[:12]))
    print(f"{len(long):>6}  modules of more than {MODULE_LINES} lines (at most {MOST_LONG_MODULES})")
    for name, size in long.items():
        print(f"        {name} {size}")
    print(f"{len(functions):>6}  functions of more than {FUNCTION_LINES} lines")
    print(f"{calls:>6}  calls of re, {alternatives} alternatives of words in code (at most {MOST_ALTERNATIVES})")
    print(f"{rows:>6}  rows below lexicons/english, {bare} without a hit or a miss")
    return 1 if up or len(long) > MOST_LONG_MODULES else 0


if __name__ == "__main__":
    raise SystemExit(main())
