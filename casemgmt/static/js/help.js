/** The bar that says what the cell takes, the keys to press on a phone, and the list of shortcuts. */

import { el } from "./dom.js";

export class Help {
  #cell = null;
  #shownFor = "";

  /** `fill(cell, text)` puts a text into a cell as if typed; `headings`: instrument -> title, normal. */
  constructor(fill, headings) {
    this.bar = document.getElementById("help");
    this.text = document.getElementById("help-text");
    this.keys = document.getElementById("help-keys");
    this.dialog = document.getElementById("keys-dialog");
    this.fill = fill;
    this.headings = headings;
    this.bar.hidden = false;
    // The cell keeps the focus (and a phone its keyboard) while a key of the bar is pressed.
    this.keys.addEventListener("pointerdown", (event) => event.preventDefault());
    this.keys.addEventListener("click", (event) => this.#press(event.target.closest("button")));
    document.getElementById("keys").addEventListener("click", () => this.open());
  }

  open() {
    if (!this.dialog.open) this.dialog.showModal();
  }

  /** Show what a cell takes. */
  show(cell) {
    this.#cell = cell;
    const { instrument, field } = cell.dataset;
    const legend = document.getElementById(`d-${instrument}-${field}`);
    if (!cell.hasAttribute("aria-describedby")) cell.setAttribute("aria-describedby", legend.id);
    if (this.#shownFor === legend.id) return;
    this.#shownFor = legend.id;
    const head = document.getElementById(`h-${instrument}-${field}`);
    this.text.replaceChildren(
      el("strong", {}, `${this.headings[instrument].title} · ${head.textContent.replace(/\s+/gu, " ").replace(" :", ":").trim()}`),
      " ", el("span", {}, legend.querySelector(".takes").textContent.trim()));
    this.#drawKeys(legend, instrument);
  }

  #drawKeys(legend, instrument) {
    const given = [...legend.querySelectorAll("li[data-key]")].map((one) => this.#key(one.dataset.key, one.lastChild.textContent.trim()));
    if (Object.keys(this.headings[instrument].normal).length) given.push(this.#key("bt", "bình thường, các ô trống"));
    this.keys.replaceChildren(...given);
    this.keys.toggleAttribute("data-several", legend.querySelector("[data-several]") !== null);
  }

  #key(text, meaning) {
    return el("button", { type: "button", class: "key", "data-text": text }, el("kbd", {}, text), ` ${meaning}`);
  }

  #press(button) {
    if (!button || !this.#cell) return;
    const text = button.dataset.text;
    const held = this.#cell.value.trim();
    const joins = this.keys.hasAttribute("data-several") && held && text !== "bt" && held !== "0" && text !== "0";
    const parts = held.split(",").map((part) => part.trim());
    if (joins && parts.includes(text)) this.fill(this.#cell, parts.filter((part) => part !== text).join(", "));
    else this.fill(this.#cell, joins ? `${held}, ${text}` : text);
    this.#cell.focus();
  }
}
