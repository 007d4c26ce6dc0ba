"""The container of old Excel files: one stream read out of it, and one stream packed again.

Every chain of sectors is followed with a count, so that a chain in a circle ends.

Source: [MS-CFB] Compound File Binary File Format, version 3.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_SMALL = 4096  # shorter streams lie in sectors of 64 bytes inside the root's stream
_FREE, _END, _FAT, _NO_ENTRY = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_ENTRY = struct.Struct("<64sHBBIII16sIQQIQ")  # name, its length, kind, …, first sector, size
_STREAM, _ROOT = 2, 5
_IN_HEADER = 109  # sectors of the table that the header itself names


@dataclass(frozen=True)
class _Entry:
    """A line of the directory."""

    kind: int
    first: int
    size: int


def read_stream(content: bytes, names: tuple[str, ...]) -> bytes | None:
    """The first stream that has one of the names; None where there is none.

    Raises:
        ValueError: the container is damaged.
    """
    try:
        return _read(content, names)
    except (struct.error, IndexError) as error:
        raise ValueError("damaged container") from error


def packed(stream: bytes) -> bytes:
    """A container with this one stream, named ``Workbook``, and nothing else."""
    padded = stream.ljust(max(_SMALL, -(-len(stream) // _HEADER) * _HEADER), b"\x00")
    used = len(padded) // _HEADER
    tables = -(-(used + 2) // 127) + 1  # one table sector names 128 sectors, itself among them
    if tables > _IN_HEADER:
        raise ValueError("too long")
    directory, first = tables, tables + 1
    chain = [_FAT] * tables + [_END] + [*range(first + 1, first + used), _END]
    chain += [_FREE] * (tables * 128 - len(chain))
    head = OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<IIIIIIII", tables, directory, 0, _SMALL, _END, 0, _END, 0)
    named = [*range(tables), *([_FREE] * (_IN_HEADER - tables))]
    entries = _entry("Root Entry", _ROOT, 1, _END, 0) + _entry(
        "Workbook", _STREAM, _NO_ENTRY, first, len(padded)
    )
    return b"".join(
        (
            head,
            struct.pack(f"<{_IN_HEADER}I", *named),
            struct.pack(f"<{len(chain)}I", *chain),
            entries,
            padded,
        )
    )


def _entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
    written = (name + "\x00").encode("utf-16-le")
    return _ENTRY.pack(
        written, len(written), kind, 1, _NO_ENTRY, _NO_ENTRY, child, b"", 0, 0, 0, first, size
    ) + (bytes(256) if kind == _STREAM else b"")


def _read(content: bytes, names: tuple[str, ...]) -> bytes | None:
    big, small = (1 << shift for shift in struct.unpack_from("<HH", content, 30))
    if big not in {512, 4096} or small != 64:
        raise ValueError("odd sectors")
    table = _table(content, big)
    directory_at, minimum, small_table_at = struct.unpack_from("<I4xII", content, 48)
    entries = _entries(_joined(content, table, directory_at, big, big))
    found = next((entries[name] for name in names if name in entries), None)
    if found is None:
        return None
    if found.size >= minimum:
        return _joined(content, table, found.first, big, big)[: found.size]
    root = next((entry for entry in entries.values() if entry.kind == _ROOT), None)
    if root is None:
        raise ValueError("no root")
    inner = _joined(content, table, root.first, big, big)
    chains = _numbers(_joined(content, table, small_table_at, big, big))
    return _joined(inner, chains, found.first, small, 0)[: found.size]


def _table(content: bytes, big: int) -> list[int]:
    """Sector -> next sector."""
    count, more, most = *struct.unpack_from("<I", content, 44), *struct.unpack_from("<II", content, 68)
    places = list(struct.unpack_from(f"<{_IN_HEADER}I", content, 76))
    for _ in range(min(most, len(content) // big)):
        if more >= _FAT:
            break
        numbers = _numbers(content[(more + 1) * big : (more + 2) * big])
        places.extend(numbers[:-1])
        more = numbers[-1]
    kept = places[: min(count, len(content) // big)]
    return [n for place in kept for n in _numbers(content[(place + 1) * big : (place + 2) * big])]


def _numbers(sector: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])


def _joined(content: bytes, chain: list[int] | tuple[int, ...], first: int, size: int, header: int) -> bytes:
    """The sectors of a chain, one after the other."""
    return b"".join(
        content[header + place * size : header + (place + 1) * size] for place in _chain(chain, first)
    )


def _chain(chain: list[int] | tuple[int, ...], first: int) -> Iterator[int]:
    place = first
    for _ in range(len(chain)):
        if place >= len(chain):
            return
        yield place
        place = chain[place]
    raise ValueError("a chain in a circle")


def _entries(directory: bytes) -> Mapping[str, _Entry]:
    """Name -> entry; of two with one name the first."""
    found: dict[str, _Entry] = {}
    for start in range(0, len(directory) - _ENTRY.size + 1, _ENTRY.size):
        name, length, kind, _, _, _, _, _, _, _, _, first, size = _ENTRY.unpack_from(directory, start)
        if kind in {_STREAM, _ROOT}:
            written = name[: max(min(length, 64) - 2, 0)].decode("utf-16-le", errors="replace")
            found.setdefault(written, _Entry(kind, first, size & 0xFFFFFFFF))
    return found
