"""Pack a PDF's small objects into one compressed stream (PDF 1.5 and later): a quarter of the bytes less on a prepaid line.

It reads the layout that typst writes, and no other. Why no library does this: ``docs/dependencies.md``.
"""

from __future__ import annotations

import re
import struct
import zlib

#: type, offset or stream, generation or place: one row of a cross-reference stream.
Place = tuple[int, int, int]


def packed(pdf: bytes) -> bytes:
    """The same document, as typst writes it, with every object that is no stream in an object stream. Same bytes in, same bytes out."""
    table = pdf.rindex(b"xref\n", 0, pdf.rindex(b"startxref"))
    trailer = pdf[pdf.rindex(b"<<", 0, pdf.rindex(b"/ID[")) + 2 : pdf.rindex(b">>\nstartxref")]
    objects = _objects(pdf, table)
    small = {number: body for number, body in objects.items() if not body.endswith(b"endstream")}
    container = max(objects) + 1
    out = bytearray(pdf[: pdf.index(b"1 0 obj")])
    places: dict[int, Place] = {0: (0, 0, 65535)}
    for number in objects.keys() - small.keys():
        places[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, objects[number])
    places[container] = (1, len(out), 0)
    places |= {number: (2, container, place) for place, number in enumerate(small)}
    out += _object_stream(container, small)
    return bytes(out + _cross_references(places, start=len(out), trailer=trailer))


def _objects(pdf: bytes, table: int) -> dict[int, bytes]:
    """The objects by number, found where the cross-reference table says that they are."""
    rows = pdf[table:].split(b"trailer")[0].splitlines()[2:]
    offsets = sorted(int(row[:10]) for row in rows if row[17:18] == b"n")
    found = {}
    for offset, end in zip(offsets, [*offsets[1:], table], strict=True):
        head, _, body = pdf[offset:end].partition(b" 0 obj\n")
        found[int(head)] = body.rstrip().removesuffix(b"endobj").rstrip()
    return found


def _object_stream(number: int, small: dict[int, bytes]) -> bytes:
    index, at = [], 0
    for key, body in small.items():
        index.append(b"%d %d" % (key, at))
        at += len(body) + 1
    head = b" ".join(index) + b"\n"
    data = zlib.compress(head + b"\n".join(small.values()), 9)
    return _stream(number, b"/Type/ObjStm/N %d/First %d" % (len(small), len(head)), data)


def _cross_references(places: dict[int, Place], *, start: int, trailer: bytes) -> bytes:
    number = len(places)
    rows = {**places, number: (1, start, 0)}
    data = zlib.compress(b"".join(struct.pack(">BIH", *rows[key]) for key in sorted(rows)), 9)
    kept = re.sub(rb"/Size \d+", b"/Size %d" % len(rows), trailer.strip())
    return _stream(number, b"/Type/XRef/W[1 4 2]" + kept, data) + b"startxref\n%d\n%%%%EOF" % start


def _stream(number: int, entries: bytes, data: bytes) -> bytes:
    return b"%d 0 obj\n<<%b/Filter/FlateDecode/Length %d>>stream\n%b\nendstream\nendobj\n" % (number, entries, len(data), data)
