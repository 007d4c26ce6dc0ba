"""The words of one .ods cell: paragraphs, with their blanks, tabs and line ends."""

from collections.abc import Mapping

_MOST_BLANKS = 200  # of one element that stands for many


class CellText:
    """Gathers what is written between the beginning and the end of a cell."""

    def __init__(self) -> None:
        self._pieces: list[str] | None = None
        self._paused: list[str] | None = None
        self._paragraphs = 0

    def begin(self) -> None:
        """A cell begins."""
        self._pieces, self._paragraphs = [], 0

    def pause(self) -> None:
        """What follows is no part of the cell's text."""
        if self._pieces is not None:
            self._paused, self._pieces = self._pieces, None

    def resume(self) -> None:
        """The cell's text goes on."""
        if self._paused is not None:
            self._pieces, self._paused = self._paused, None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element inside a cell."""
        if name == "text:p":
            self._paragraphs += 1
            if self._paragraphs > 1:
                self.write("\n")
        elif name == "text:s":
            count = attributes.get("text:c", "1")
            self.write(
                " " * (min(int(count[:6]), _MOST_BLANKS) if count.isascii() and count.isdigit() else 1)
            )
        elif name in {"text:tab", "text:line-break"}:
            self.write("\t" if name == "text:tab" else "\n")

    def write(self, text: str) -> None:
        """Words; outside a cell they are passed over."""
        if self._pieces is not None:
            self._pieces.append(text)

    def taken(self) -> str:
        """The text of the cell that ends; "" where it has none."""
        text = "".join(self._pieces or ())
        self._pieces = self._paused = None
        return text
