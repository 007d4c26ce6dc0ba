/** Ask before the page is left while something on it is not saved. */

const guards = [];

/** `isUnsaved` is asked whenever the page is about to be left. */
export function askBeforeLeaving(isUnsaved) {
  guards.push(isUnsaved);
}

addEventListener("beforeunload", (event) => {
  if (guards.some((isUnsaved) => isUnsaved())) {
    event.preventDefault();
    event.returnValue = "";
  }
});
