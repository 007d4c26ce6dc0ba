/**
 * Moving over the cells as in a spreadsheet.
 *
 * Tab goes across as everywhere. Enter goes to the next child, into the column where this run of
 * cells began: down one column, or, after tabbing across, to the start of the next row. Arrows go
 * to the neighbour; left and right only from the end of the text. While a Vietnamese keyboard is
 * composing a letter, nothing here listens.
 */

export class Moves {
  #start = 0;
  #last = null;
  #via = "";

  /** `rows()` are the rows now shown, in order. */
  constructor(table, rows) {
    this.rows = rows;
    table.addEventListener("focusin", (event) => this.#arrive(event.target));
    table.addEventListener("pointerdown", () => (this.#via = "pointer"));
  }

  /** Whether the key was a move; the event is then used up. */
  press(event) {
    const cell = event.target;
    this.#via = event.key === "Tab" ? "Tab" : "";
    if (event.ctrlKey || event.altKey || event.metaKey) return false;
    const next = this.#neighbour(event, cell);
    if (next === undefined) return false;
    event.preventDefault();
    this.#via = event.key;
    next?.focus();
    return true;
  }

  /** The neighbour a key leads to; null at the rim, undefined where the key is no move. */
  #neighbour({ key, shiftKey }, cell) {
    const { selectionStart: from, selectionEnd: to, value } = cell;
    const isWhole = from === 0 && to === value.length;
    if (key === "Enter") return this.#vertical(cell, shiftKey ? -1 : 1, this.#start);
    if (shiftKey) return undefined;
    if (key === "ArrowDown") return this.#vertical(cell, 1);
    if (key === "ArrowUp") return this.#vertical(cell, -1);
    if (key === "ArrowLeft" && (isWhole || (from === to && from === 0))) return this.#across(cell, -1);
    if (key === "ArrowRight" && (isWhole || (from === to && to === value.length))) return this.#across(cell, 1);
    return undefined;
  }

  #vertical(cell, step, column = this.#columnOf(cell)) {
    const rows = this.rows();
    const at = rows.findIndex((row) => row.cells.includes(cell));
    return rows[at + step]?.cells[column] ?? null;
  }

  #across(cell, step) {
    const row = this.rows().find((one) => one.cells.includes(cell));
    return row?.cells[row.cells.indexOf(cell) + step] ?? null;
  }

  #columnOf(cell) {
    const row = this.rows().find((one) => one.cells.includes(cell));
    return row ? row.cells.indexOf(cell) : 0;
  }

  #arrive(cell) {
    if (!cell.matches("td.cell input")) return;
    const isSameRow = this.#last?.closest("tr") === cell.closest("tr");
    const isRun = this.#via === "Enter" || (this.#via === "Tab" && isSameRow);
    if (!isRun) this.#start = this.#columnOf(cell);
    // Arriving by a key selects the whole cell, so that typing replaces it.
    if (this.#via !== "pointer") cell.select();
    this.#last = cell;
    this.#via = "";
  }
}
