/**
 * Results while one types. The words go in the body of a request; the form alone works without this.
 *
 * Arrows go from the field into the results and back, Enter to the best one, Escape back to the field.
 */

import { el, icon } from "./dom.js";
import { formToken, login, signInAddress } from "./session.js";

const PAUSE_MS = 250;
const PATIENCE_MS = 10_000;
const SHORTEST = 2;
const SENTENCES = {
  signedOut: "Phiên làm việc đã hết. Hãy đăng nhập ở thẻ mới rồi tìm lại.",
  unreachable: "Chưa kết nối được với máy chủ. Xin kiểm tra mạng rồi gõ lại.",
  refused: "Chưa tìm được. Xin xem lại chữ và năm sinh vừa gõ, hoặc tải lại trang.",
};

class Search {
  constructor(form) {
    this.form = form;
    this.words = form.elements.tim;
    this.year = form.elements.nam;
    this.results = document.getElementById("search-results");
    this.said = document.getElementById("search-said");
    // Who may ask for whole names only is answered when asking, not while typing.
    this.isTyped = !("whole" in form.dataset);
    this.shown = this.results.querySelector("[data-said]") ? this.#asked() : null;
    for (const field of [this.words, this.year]) {
      field.addEventListener("input", () => this.#wait());
      field.addEventListener("keydown", (event) => this.#pressInField(event));
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#enter();
    });
    this.results.addEventListener("keydown", (event) => this.#pressInResults(event));
    this.#takeUp();
  }

  /** Back from a child's file: what the same person had typed, asked again. It is kept in the history, not in an address. */
  #takeUp() {
    const before = history.state?.search;
    if (before?.login !== login || this.words.value) return;
    this.words.value = before.words;
    this.year.value = before.year;
    void this.find();
  }

  #asked() {
    return `${this.words.value.normalize("NFC").trim()}\n${this.year.value.trim()}`;
  }

  #wait() {
    clearTimeout(this.timer);
    this.call?.abort();
    this.results.removeAttribute("aria-busy");
    if (this.words.value.trim().length < SHORTEST) {
      this.#show(null, "");
      return;
    }
    const year = this.year.value.trim();
    const isYearWhole = year === "" || /^\d{4}$/u.test(year);
    if (this.isTyped && isYearWhole) this.timer = setTimeout(() => void this.find(), PAUSE_MS);
  }

  /** Ask for what is typed now and show the answer; an answer overtaken by typing is dropped. */
  async find() {
    clearTimeout(this.timer);
    const asked = this.#asked();
    if (asked === this.shown) return;
    this.call?.abort();
    const call = new AbortController();
    this.call = call;
    let isLate = false;
    const patience = setTimeout(() => call.abort((isLate = true)), PATIENCE_MS);
    this.results.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(this.form.dataset.suggest, {
        method: "POST",
        headers: { "X-CSRFToken": formToken() },
        body: new URLSearchParams({ tim: this.words.value, nam: this.year.value }),
        signal: call.signal,
      });
      const page = await answer.text();
      if (call.signal.aborted) return;
      if (answer.redirected) this.#complain("signedOut");
      else if (answer.ok) this.#show(asked, page);
      else this.#complain("refused");
    } catch {
      if (isLate || !call.signal.aborted) this.#complain("unreachable");
    } finally {
      clearTimeout(patience);
    }
  }

  #show(asked, page) {
    this.shown = asked;
    history.replaceState(asked && { search: { login, words: this.words.value, year: this.year.value } }, "");
    this.results.removeAttribute("aria-busy");
    // Drawn by our own server with every value escaped; scripts in it would not run either.
    const drawn = new DOMParser().parseFromString(page, "text/html");
    this.results.replaceChildren(...drawn.body.childNodes);
    this.said.textContent = this.results.querySelector("[data-said]")?.dataset.said ?? "";
  }

  #complain(problem) {
    this.shown = null;
    this.results.removeAttribute("aria-busy");
    const link = el("a", { href: signInAddress, target: "_blank", rel: "noopener" }, "Mở trang đăng nhập ở thẻ mới");
    const more = problem === "signedOut" ? [" ", link] : [];
    this.results.replaceChildren(el("p", { class: "form-trouble" }, icon("urgent"), " ", SENTENCES[problem], ...more));
    this.said.textContent = SENTENCES[problem];
  }

  async #enter() {
    await this.find();
    this.#hits()[0]?.focus();
  }

  #hits() {
    return [...this.results.querySelectorAll("[data-hit]")];
  }

  #pressInField(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && this.#hits().length > 0) {
      event.preventDefault();
      this.#hits()[0].focus();
    } else if (event.key === "Escape" && event.target.value) {
      event.preventDefault();
      event.target.value = "";
      this.#wait();
    }
  }

  #pressInResults(event) {
    const hits = this.#hits();
    const place = hits.indexOf(event.target);
    if (event.key === "Escape" || (event.key === "ArrowUp" && place === 0)) {
      event.preventDefault();
      this.words.focus();
    } else if (place >= 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      hits[place + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
    }
  }
}

const form = document.querySelector("form[data-suggest]");
if (form) new Search(form);
