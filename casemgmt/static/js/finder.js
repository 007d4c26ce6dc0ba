/** Finding a child by name, with or without marks: rows that do not fit step aside. */

import { fold } from "./dom.js";

export class Finder {
  constructor(rows) {
    this.rows = rows;
    this.box = document.getElementById("find");
    this.nobody = document.getElementById("nobody");
    this.names = new Map(rows.map((row) => [row, fold(row.name)]));
    this.box.addEventListener("input", () => this.narrow());
    this.box.addEventListener("keydown", (event) => this.#press(event));
  }

  focus() {
    this.box.focus();
    this.box.select();
  }

  narrow() {
    const wanted = fold(this.box.value).split(" ");
    let found = 0;
    for (const row of this.rows) {
      const name = this.names.get(row);
      const fits = wanted.every((part) => name.includes(part));
      found += fits ? 1 : 0;
      row.line.hidden = !fits;
      row.draw();
    }
    this.nobody.hidden = found > 0;
  }

  #press(event) {
    if (event.isComposing) return;
    if (event.key === "Escape" && this.box.value) {
      event.preventDefault();
      this.box.value = "";
      this.narrow();
    } else if (event.key === "Enter") {
      event.preventDefault();
      const first = this.rows.find((row) => !row.line.hidden);
      if (!first) return;
      // The others come back, so that Enter and the arrows go on from this child.
      this.box.value = "";
      this.narrow();
      first.cells[0].focus();
    }
  }
}
