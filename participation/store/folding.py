"""Codebooks as they were folded last: each act at a desk needs the one before it and the one after it, often twice."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence

from participation.analysis.codebook import Codebook, fold
from participation.analysis.edits import Numbered
from participation.analysis.recoding import Recoding, laid_over
from participation.analysis.results import ThemeDraft
from participation.store import engine

_KEPT = 4
_Made = tuple[ThemeDraft, Recoding | None, int]
"""What a codebook was folded from: the very draft and recoding, and the number of the newest edit; a log only grows."""
_folded: OrderedDict[tuple[int, str], tuple[_Made, Codebook]] = OrderedDict()


async def folded(run_id: str, draft: ThemeDraft, recoding: Recoding | None, edits: Sequence[Numbered]) -> Codebook:
    """The codebook of a run from its draft, its newest recoding and all its edits, oldest first."""
    key, newest = (engine.binding(), run_id), edits[-1][0] if edits else 0
    if key in _folded:
        (draft_before, recoding_before, number), codebook = _folded[key]
        if draft_before is draft and recoding_before is recoding and number == newest:
            _folded.move_to_end(key)
            return codebook
    codebook = await asyncio.to_thread(fold, laid_over(draft, recoding), edits)
    _folded[key] = ((draft, recoding, newest), codebook)
    _folded.move_to_end(key)
    while len(_folded) > _KEPT:
        _folded.popitem(last=False)
    return codebook
