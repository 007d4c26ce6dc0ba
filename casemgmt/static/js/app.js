/** What every page has: forms sent once, menus that close, printing, and the eye led to what was refused. */

import { watchForms } from "./forms.js";

watchForms();

// A menu closes with Escape, with a press elsewhere, and when the focus leaves it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("pointerdown", (event) => closeOthers(event.target));
document.addEventListener("focusin", (event) => closeOthers(event.target));

function closeOthers(target) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => print());
}

// A button that shows more of something: `data-toggles` names it, `data-toggle-class` is the class.
for (const button of document.querySelectorAll("[data-toggles]")) {
  button.addEventListener("click", () => {
    const isShown = document.querySelector(button.dataset.toggles).classList.toggle(button.dataset.toggleClass);
    button.setAttribute("aria-pressed", isShown);
  });
}

for (const field of document.querySelectorAll("[data-shows-name]")) {
  const place = document.getElementById(field.dataset.showsName);
  const nothing = place.textContent;
  field.addEventListener("change", () => (place.textContent = field.files[0]?.name ?? nothing));
}

document.querySelector("[data-focus]")?.focus();
