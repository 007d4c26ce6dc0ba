/** What stands under a row: what the readings mean, what was refused, and two values to choose from. */

import { el, icon } from "./dom.js";

/** One line of meaning, as the server draws it. */
function line({ tone, word, text, source }) {
  const parts = [el("strong", {}, word)];
  if (text) parts.push(" ", el("span", { class: "line-text" }, text));
  if (source) parts.push(" ", el("span", { class: "source" }, `Căn cứ: ${source}`));
  return el("p", { class: `line tone-${tone}` }, icon(tone), " ", el("span", {}, ...parts));
}

/** Replace the lines of one instrument. */
export function drawLines(place, lines) {
  place.replaceChildren(...lines.map(line));
}

/** Show what is wanted and leave what is there already as it is: a button with the focus must not vanish. */
export function redraw(place, wanted) {
  const held = new Map([...place.children].map((one) => [one.dataset.says, one]));
  for (const [says, one] of held) if (!wanted.has(says)) one.remove();
  let next = place.firstElementChild;
  for (const [says, make] of wanted) {
    if (held.has(says)) {
      next = held.get(says).nextElementSibling;
      continue;
    }
    const made = make();
    made.dataset.says = says;
    place.insertBefore(made, next);
  }
}

/** A cell that was not taken: what was typed, and why not. */
export function refusal(id, label, typed, sentence) {
  return el("p", { class: "trouble tone-urgent", id }, icon("error"), " ",
    el("span", {}, el("strong", {}, `${label} «${typed}» chưa nhận.`), ` ${sentence}`));
}

/** A row that was not taken as a whole, and a button to send it again. */
export function rowRefusal(sentence, again) {
  const button = el("button", { type: "button", class: "btn btn-sm btn-outline-primary" }, "Gửi lại dòng này");
  button.addEventListener("click", again);
  return el("p", { class: "trouble tone-urgent" }, icon("error"), " ",
    el("span", {}, el("strong", {}, "Dòng này chưa lưu."), ` ${sentence} Nội dung vừa gõ còn nguyên. `, button));
}

/** A remark that needs no act. */
export function remark(text) {
  return el("p", { class: "trouble tone-note" }, icon("note"), " ", el("span", {}, text));
}

/** Two values of one cell, side by side; the person chooses. */
export function choice({ label, theirs, mine, keepTheirs, keepMine }) {
  const shown = (text) => text || "(trống)";
  const button = (word, act) => {
    const made = el("button", { type: "button", class: "btn btn-sm btn-outline-primary" }, word);
    made.addEventListener("click", act);
    return made;
  };
  return el("p", { class: "trouble tone-watch" }, icon("both"), " ",
    el("span", {}, el("strong", {}, `${label}: người khác vừa lưu giá trị khác.`),
      ` Đang lưu: ${shown(theirs)} · Bạn gõ: ${shown(mine)} `,
      button(`Giữ ${shown(theirs)} đang lưu`, keepTheirs), " ", button(`Lưu ${shown(mine)} của tôi`, keepMine)));
}
