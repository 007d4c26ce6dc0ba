/**
 * A class list saved with a bar that says how far it is.
 *
 * `form[data-progress]` names the address that tells it. The form is sent once by `forms.js`, which asks for
 * the session first; here the sending itself is taken over. Without this script the form goes as it is.
 */

import { el, icon } from "./dom.js";
import { askBeforeLeaving } from "./leaving.js";

const BETWEEN_MS = 400;
const UNREACHABLE = "Mất kết nối khi đang lưu nên chưa rõ danh sách đã được nhận hay chưa. Hãy tải lại trang này để xem.";
let isSaving = false;

askBeforeLeaving(() => isSaving);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("form[data-progress]")) return;
  if (isOfAnotherPlace(form)) {
    form.querySelector(".saving").textContent = "Đang so danh sách với trường và lớp vừa chọn…";
    return;
  }
  event.preventDefault();
  void save(form, chosen(form));
});

/** The server compares anew with another school or class; what differs now must be seen, so the page is drawn again. */
function isOfAnotherPlace(form) {
  const { school_id: school, class_name: name } = form.elements;
  return !school.selectedOptions[0]?.defaultSelected || (name && name.value.trim() !== name.defaultValue.trim());
}

/** What was chosen; what is the same as no choice is left out, so that long lists stay small. */
function chosen(form) {
  const fields = [...new FormData(form)];
  return new URLSearchParams(fields.filter(([name, value]) => !isUndecided(name, value)));
}

function isUndecided(name, value) {
  return (name.startsWith("row-") && value === "later") || (name.startsWith("absent-") && value === "");
}

async function save(form, body) {
  const place = form.querySelector(".saving");
  const bar = el("progress", { "aria-label": "Đang lưu danh sách" });
  const words = el("span", {}, "Đang chuẩn bị…");
  for (const old of form.querySelectorAll(".form-trouble")) old.remove();
  place.replaceChildren(bar, words);
  isSaving = true;
  const watching = watch(form.dataset.progress, bar, words);
  const answer = await send(form.action, body);
  isSaving = false;
  clearInterval(watching);
  place.replaceChildren();
  if (answer.next) {
    location.assign(answer.next);
    return;
  }
  release(form);
  explain(form, answer.error ?? UNREACHABLE);
}

async function send(address, body) {
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
    return await answer.json();
  } catch {
    return {};
  }
}

function watch(address, bar, words) {
  return setInterval(async () => {
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json", "X-Background": "1" }, cache: "no-store" });
      if (answer.ok && isSaving) draw(await answer.json(), bar, words);
    } catch {
      // The saving itself says what is wrong.
    }
  }, BETWEEN_MS);
}

function draw({ stage, rows_saved: saved, rows }, bar, words) {
  if (stage === "idle") return;
  bar.max = rows;
  bar.value = saved;
  const text = stage === "writing" ? "Đang ghi vào sổ…" : `Đã lưu ${amount(saved)}/${amount(rows)} dòng`;
  if (words.textContent !== text) words.textContent = text;
}

function amount(number) {
  return number.toLocaleString("vi-VN");
}

function release(form) {
  delete form.dataset.state;
  form.setAttribute("aria-busy", false);
  for (const button of form.querySelectorAll("button:not([type=button])")) button.disabled = false;
}

function explain(form, sentence) {
  const shown = el("p", { class: "form-trouble", role: "alert", tabindex: "-1" }, icon("urgent"), " ", sentence);
  // Beside the button that was pressed: the place in a long list is not lost.
  form.querySelector(".action-bar").prepend(shown);
  shown.focus({ preventScroll: true });
}
