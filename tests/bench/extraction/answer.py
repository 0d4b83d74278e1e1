"""The answering end of a side: rows come in on stdin, one prediction goes out for each. Runs inside the peers' own
environments, so the standard library is all it knows. Scores nothing."""

import codecs
import gzip
import json
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

Row = dict[str, Any]
Predict = Callable[[Row, bytes], Row]

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)


def serve(predict: Predict) -> None:
    """Answer until stdin ends. First of all, that it is ready; then per row its `id`, what `predict` said of it, `ms` of
    processor time in `predict` alone and `peak_mb` of this process so far. What a library prints goes to stderr."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    _say(answers, {"is_ready": True})
    for line in sys.stdin:
        _say(answers, _answer(json.loads(line), predict))


def _answer(row: Row, predict: Predict) -> Row:
    html = gzip.decompress(Path(row["file"]).read_bytes())
    began = time.process_time()
    said = _attempt(row, html, predict)
    ms = (time.process_time() - began) * 1000
    return {"id": row["id"], **said, "ms": round(ms, 3), "peak_mb": round(_peak_mb(), 1)}


def _attempt(row: Row, html: bytes, predict: Predict) -> Row:
    try:
        return predict(row, html)
    except Exception as error:  # noqa: BLE001 - whatever a side raises is its answer for this page, and is listed
        return {"rejection": "raised", "detail": " ".join(f"{type(error).__name__}: {error}".split())[:300]}


def _say(answers: TextIO, said: Row) -> None:
    answers.write(json.dumps(said) + "\n")
    answers.flush()


def _peak_mb() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return float(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


def decoded(html: bytes) -> str:
    """A page as text, for sides that take no bytes: by its mark of order, what it declares, UTF-8, else Windows-1252."""
    marked = [name for mark, name in _BOMS if html.startswith(mark)]
    declared = [match[1].decode("ascii")] if (match := _CHARSET.search(html[:4096])) else []
    for name in (*marked, *declared, "utf-8"):
        try:
            return html.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return html.decode("cp1252", "replace")
