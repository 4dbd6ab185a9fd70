"""Where a package's data lies: beside the packages in a checkout, inside the package in an installed wheel."""

from __future__ import annotations

from pathlib import Path


def data_dir(package_file: str, name: str) -> Path:
    """The folder `name` of a package: its own (wheel), or the one beside the package (checkout).

    Args:
        package_file: ``__file__`` of a module of the package.
        name: ``lexicons`` or ``templates``.
    """
    package = Path(package_file).resolve().parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


#: Where the lexicons lie.
LEXICONS = data_dir(__file__, "lexicons")
