/** Putting several cells at once: "bt" for everything normal, and blocks pasted from a spreadsheet. */

import { tidy } from "./dom.js";

const NORMAL = "bt";

/** Whether a cell says that the whole instrument is normal. */
export function saysNormal(cell, isLeft) {
  return tidy(cell.value).toLowerCase() === NORMAL && (isLeft || cell.dataset.kind !== "text");
}

/**
 * Write what is typed for "normal" into the blank cells of the instrument and into the cell itself.
 *
 * @returns {HTMLInputElement[]} the cells written; none where the instrument has no normal.
 */
export function fillNormal(row, cell, normal) {
  if (!Object.keys(normal).length) return [];
  cell.value = cell.dataset.field in normal ? "" : cell.defaultValue;
  const written = [];
  for (const each of row.of(cell.dataset.instrument)) {
    const text = normal[each.dataset.field];
    if (text === undefined || tidy(each.value)) continue;
    each.value = text;
    written.push(each);
  }
  return written;
}

/** A number with the Vietnamese decimal comma, where the cell holds one with a point. */
export function withComma(text) {
  return /^\s*[+-]?\d+\.\d+\s*$/u.test(text) ? text.replace(".", ",") : text;
}

/** The cells of a copied block, null where the text is a single cell. */
export function blockOf(text) {
  const bare = text.replace(/\r\n?/gu, "\n").replace(/\n$/u, "");
  if (!/[\t\n]/u.test(bare)) return null;
  return bare.split("\n").map((line) => line.split("\t").map((cell) => cell.replace(/^"(.*)"$/u, "$1").trim()));
}

/**
 * Write a block from a cell on, over the rows shown.
 *
 * @returns {{ rows: object[], cells: number, outside: number }} what was written, and how many cells had no place.
 */
export function paste(block, rows, cell) {
  const from = rows.findIndex((row) => row.cells.includes(cell));
  const column = rows[from].cells.indexOf(cell);
  const touched = [];
  let cells = 0;
  let outside = 0;
  block.forEach((line, down) => {
    const row = rows[from + down];
    line.forEach((text, across) => {
      const target = row?.cells[column + across];
      if (!target) {
        outside += text ? 1 : 0;
        return;
      }
      if (!tidy(text)) return; // a gap in the copied block takes nothing away
      target.value = target.dataset.kind === "number" ? withComma(text) : text;
      cells += 1;
    });
    if (row) touched.push(row);
  });
  return { rows: touched, cells, outside };
}
