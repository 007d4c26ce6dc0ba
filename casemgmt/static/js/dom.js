/** Making elements without markup in strings: text stays text. */

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes, then children (elements or text). A false or null attribute is left out. */
export function el(tag, given = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === false || value === null || value === undefined) continue;
    made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

/** One of the drawings of the page's sprite; always beside a word. */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  drawing.setAttribute("focusable", "false");
  drawing.append(use);
  return drawing;
}

/** A state as icon and word, as the server draws it. */
export function mark(tone, word, sign = tone) {
  return el("span", { class: `state-mark tone-${tone}` }, icon(sign), " ", word);
}

/** The same text: NFC, blanks folded, none at the ends. */
export function tidy(text) {
  return text.normalize("NFC").replace(/\s+/gu, " ").trim();
}

/** The search key of a name: small letters without marks. */
export function fold(text) {
  return tidy(text).toLowerCase().replace(/đ/gu, "d").normalize("NFD").replace(/\p{M}/gu, "");
}
