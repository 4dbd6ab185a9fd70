"""Many postings that a program has already -> their analyses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing

from jdparse.analysis import analyze
from jdparse.batch.engine import USUAL_LIMIT, map_in_order
from jdparse.batch.reading import get_ready
from jdparse.errors import ReadError
from jdparse.types import Analysis, Posting


def analyze_many(
    postings: Iterable[Posting],
    workers: int | None = None,
    *,
    failed: Callable[[Posting, str], object] | None = None,
    limit: float | None = USUAL_LIMIT,
) -> Iterator[Analysis]:
    """The analyses of postings, in their order, by worker processes.

    Postings are taken as they are needed, a bounded number ahead.

    Args:
        postings: Any number of them.
        workers: How many processes; the usable cores if None, and 0 for none but this one.
        failed: Told of each posting that cannot be analysed, and why; it is then left out. Without it the first such posting raises.
        limit: Seconds that one posting may take.

    Yields:
        An analysis a posting.

    Raises:
        ReadError: A posting cannot be analysed and `failed` is not given.
        EngineError: The workers cannot be started.
    """
    with closing(map_in_order(analyze, postings, workers=workers, start=get_ready, limit=limit)) as outcomes:
        for outcome in outcomes:
            if outcome.value is not None:
                yield outcome.value
            elif failed is None:
                raise ReadError(outcome.item.source or outcome.item.id or "posting", outcome.error)
            else:
                failed(outcome.item, outcome.error)
