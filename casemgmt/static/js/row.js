/**
 * One child of the sheet: what is stored of its cells, what is not yet, and what the server said.
 *
 * A cell's stored text is its `defaultValue`; a cell is changed where its text differs from that.
 */

import { mark, tidy } from "./dom.js";
import { choice, drawLines, redraw, refusal, remark, rowRefusal } from "./lines.js";
import { newKey } from "./outbox.js";

export class Row {
  job = null;
  isEager = false; // asked to be sent again while a job was under way
  sending = "idle";
  blocked = "";
  #remark = "";
  #refused = new Map(); // cell -> { typed, sentence }
  #disputed = new Map(); // cell -> true, while two values wait for a choice
  #again = new Set(); // instruments to be sent even where no cell changed
  #savedAt = "";
  #remarkFor = 0; // how many saves the remark still stands

  /** `sheet` gives `headings` (instrument -> title, normal), `flush(row)` and `changed(row)`. */
  constructor(line, sheet) {
    this.line = line;
    this.meaning = line.nextElementSibling;
    this.troubles = this.meaning.querySelector(".troubles");
    this.place = line.querySelector("td.row-state");
    this.id = line.dataset.child;
    this.name = line.querySelector(".who-name").textContent;
    this.cells = [...line.querySelectorAll("td.cell input")];
    this.saves = JSON.parse(line.dataset.saves);
    this.examined = new Set(JSON.parse(line.dataset.examined));
    this.sheet = sheet;
  }

  of(instrument) {
    return this.cells.filter((cell) => cell.dataset.instrument === instrument);
  }

  static isChanged(cell) {
    return tidy(cell.value) !== tidy(cell.defaultValue);
  }

  /** Whether leaving the page would lose something typed here. */
  get isUnsaved() {
    return this.job !== null || this.cells.some(Row.isChanged);
  }

  /** Whether something here waits for the person, not for the network. */
  get needsLook() {
    return this.#refused.size > 0 || this.#disputed.size > 0 || this.blocked !== "";
  }

  /** Take what has changed as one job; the cell still being typed keeps its stored text. Null where nothing has. */
  take(typing = null) {
    if (this.blocked || this.job) return null;
    const ready = this.cells.filter((cell) => cell !== typing && this.#isReady(cell));
    const codes = new Set([...this.#again, ...ready.map((cell) => cell.dataset.instrument)]);
    for (const cell of this.#disputed.keys()) codes.delete(cell.dataset.instrument);
    if (!codes.size) return null;
    const cells = {};
    for (const code of codes) {
      const typed = this.of(code).map((cell) => [cell.dataset.field, cell === typing ? cell.defaultValue : cell.value]);
      cells[code] = { seen: this.saves[code] ?? 0, typed: Object.fromEntries(typed) };
      this.#again.delete(code);
    }
    this.job = { row: this, body: { child_id: this.id, key: newKey(), cells } };
    return this.job;
  }

  #isReady(cell) {
    return Row.isChanged(cell) && this.#refused.get(cell)?.typed !== tidy(cell.value);
  }

  /** The server stored the job: `answer` says what of it, and what it means. */
  settle(answer) {
    const { cells } = this.job.body;
    this.job = null;
    this.#remarkFor -= 1;
    if (this.#remarkFor <= 0) this.#remark = "";
    this.#savedAt = new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
    for (const [code, saved] of Object.entries(answer.instruments)) {
      this.saves[code] = saved.save_no;
      if (saved.status === "not_examined") this.examined.delete(code);
      else this.examined.add(code);
      for (const cell of this.of(code)) this.#settleCell(cell, saved, cells[code].typed[cell.dataset.field]);
      drawLines(this.#linesOf(code), saved.lines);
    }
    this.draw();
  }

  #settleCell(cell, saved, sent) {
    const field = cell.dataset.field;
    const isAsSent = cell.value === sent;
    if (field in saved.refused) {
      this.#refused.set(cell, { typed: tidy(sent), sentence: saved.refused[field] });
      cell.defaultValue = saved.stored[field] ?? "";
      return;
    }
    this.#refused.delete(cell);
    cell.defaultValue = saved.stored[field] ?? "";
    if (isAsSent && cell !== document.activeElement) cell.value = cell.defaultValue;
  }

  /** Somebody else saved the instrument meanwhile: take over what this person has not touched, ask about the rest. */
  dispute(instrument, current) {
    const theirs = [];
    this.job = null;
    this.saves[instrument] = current.save_no;
    for (const cell of this.of(instrument)) {
      const stored = current.typed[cell.dataset.field] ?? "";
      const changedHere = Row.isChanged(cell);
      const changedThere = tidy(stored) !== tidy(cell.defaultValue);
      cell.defaultValue = stored;
      if (!changedHere) cell.value = stored;
      else if (changedThere && Row.isChanged(cell)) this.#disputed.set(cell, true);
      if (changedThere && !changedHere) theirs.push(`${label(cell)} ${stored || "(trống)"}`);
    }
    this.#again.add(instrument);
    const title = this.sheet.headings[instrument].title;
    if (theirs.length) this.#remark = `${title}: người khác vừa lưu ${theirs.join(", ")}; đã lấy vào dòng này.`;
    this.#remarkFor = 2;
    this.draw();
  }

  #decide(cell, keepTheirs) {
    if (keepTheirs) cell.value = cell.defaultValue;
    this.#disputed.delete(cell);
    this.#again.add(cell.dataset.instrument);
    this.draw();
    this.sheet.flush(this);
    cell.focus();
  }

  /** The server refused the row as a whole. */
  refuse(sentence) {
    Object.keys(this.job.body.cells).forEach((code) => this.#again.add(code));
    this.job = null;
    this.blocked = sentence;
    this.draw();
  }

  /** A cell was typed in. */
  touch(cell) {
    this.blocked = "";
    if (!Row.isChanged(cell)) {
      this.#refused.delete(cell);
      this.#disputed.delete(cell);
    }
    this.draw();
  }

  #linesOf(code) {
    return this.meaning.querySelector(`.lines[data-instrument="${CSS.escape(code)}"]`);
  }

  draw() {
    this.#drawTroubles();
    this.place.replaceChildren(this.#state());
    this.line.classList.toggle("is-unsaved", this.isUnsaved);
    const isEmpty = !this.troubles.childElementCount && !this.meaning.querySelector(".line");
    this.meaning.hidden = isEmpty || this.line.hidden;
    this.sheet.changed(this);
  }

  #drawTroubles() {
    const wanted = new Map(); // what it says -> how it is made
    for (const cell of this.cells) {
      const id = `e-${cell.dataset.instrument}-${cell.dataset.field}-${this.id}`;
      const refused = this.#refused.get(cell);
      this.#describe(cell, refused ? id : null);
      if (refused) wanted.set(`${id} ${refused.typed}`, () => refusal(id, label(cell), refused.typed, refused.sentence));
      if (this.#disputed.has(cell)) wanted.set(`both ${id} ${cell.value}`, () => this.#choice(cell));
    }
    if (this.blocked) wanted.set(this.blocked, () => rowRefusal(this.blocked, () => this.#sendAgain()));
    if (this.#remark) wanted.set(this.#remark, () => remark(this.#remark));
    redraw(this.troubles, wanted);
  }

  #describe(cell, id) {
    if (id) {
      cell.setAttribute("aria-invalid", "true");
      cell.setAttribute("aria-describedby", `${id} d-${cell.dataset.instrument}-${cell.dataset.field}`);
    } else if (cell.hasAttribute("aria-invalid")) {
      cell.removeAttribute("aria-invalid");
      cell.removeAttribute("aria-describedby");
    }
  }

  #choice(cell) {
    return choice({
      label: label(cell), theirs: cell.defaultValue, mine: cell.value,
      keepTheirs: () => this.#decide(cell, true), keepMine: () => this.#decide(cell, false),
    });
  }

  #sendAgain() {
    this.blocked = "";
    this.draw();
    this.sheet.flush(this);
  }

  #state() {
    if (this.#disputed.size) return mark("watch", "Hai giá trị khác nhau", "both");
    if (this.blocked) return mark("urgent", "Chưa lưu được", "error");
    if (this.job) return this.sending === "sending" ? mark("note", "Đang lưu…", "saving") : mark("watch", "Chưa gửi, sẽ thử lại", "watch");
    if (this.cells.some((cell) => this.#isReady(cell))) return mark("watch", "Chưa lưu", "pen");
    if (this.#refused.size) return mark("urgent", this.examined.size ? `Đã lưu, trừ ${this.#refused.size} ô` : `Chưa nhận ${this.#refused.size} ô`, "error");
    if (this.#savedAt && this.examined.size) return mark("ok", `Đã lưu ${this.#savedAt}`);
    return this.examined.size ? mark("ok", "Đã lưu") : mark("muted", "Chưa khám", "empty");
  }
}

/** The short label of a cell's column. */
export function label(cell) {
  return cell.closest("td").dataset.label;
}
