/**
 * Forms that are sent once, ask first where they must, and lose nothing.
 *
 * `data-once`: a second press does nothing while the first is under way. Before sending, the session
 * is asked for: where it ended or the server cannot be reached, the page with its typing stays.
 * `data-confirm`: the question asked before sending; `data-confirm-yes` is the word on its button.
 */

import { el, icon } from "./dom.js";
import { isSignedIn, renewSession, signInAddress } from "./session.js";

const SENTENCES = {
  nobody: "Phiên làm việc đã hết nên chưa gửi. Nội dung vừa gõ vẫn còn ở đây. Hãy đăng nhập ở thẻ mới, rồi quay lại thẻ này và gửi lại.",
  other: "Trình duyệt đang đăng nhập bằng một tài khoản khác nên chưa gửi. Hãy đăng nhập lại bằng tài khoản đã mở trang này, rồi gửi lại.",
  unreachable: "Chưa kết nối được với máy chủ nên chưa gửi. Nội dung vừa gõ vẫn còn ở đây; xin kiểm tra mạng rồi gửi lại.",
};

export function watchForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-once]")) return;
    if (form.dataset.state) {
      if (form.dataset.state === "go") form.dataset.state = "sent";
      else event.preventDefault();
      return;
    }
    if (form.dataset.confirm || (isSignedIn && form.method === "post")) {
      event.preventDefault();
      void ready(form, event.submitter);
      return;
    }
    form.dataset.state = "sent";
    setTimeout(() => busy(form, true));
  });
  // A page taken back from the browser's memory must be usable again.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll("form[data-once]")) release(form);
  });
}

async function ready(form, submitter) {
  if (form.dataset.confirm && !(await confirmed(form))) return;
  form.dataset.state = "asking";
  busy(form, true);
  const found = isSignedIn ? await renewSession() : "same";
  if (found !== "same") {
    release(form);
    explain(form, found);
    return;
  }
  form.querySelector(":scope > .form-trouble")?.remove();
  busy(form, false);
  form.dataset.state = "go";
  form.requestSubmit(submitter?.form === form ? submitter : null);
  busy(form, true);
}

function busy(form, isBusy) {
  form.setAttribute("aria-busy", isBusy);
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    button.disabled = isBusy;
    if (!form.dataset.busy) continue;
    button.dataset.word ??= button.textContent.trim();
    if (isBusy) button.replaceChildren(form.dataset.busy);
    else button.replaceChildren(button.dataset.word);
  }
}

function release(form) {
  delete form.dataset.state;
  busy(form, false);
}

function explain(form, found) {
  form.querySelector(":scope > .form-trouble")?.remove();
  const link = el("a", { href: signInAddress, target: "_blank", rel: "noopener" }, "Mở trang đăng nhập ở thẻ mới");
  const more = found === "unreachable" ? [] : [" ", link];
  const shown = el("p", { class: "form-trouble", role: "alert", tabindex: "-1" }, icon("urgent"), " ", SENTENCES[found], ...more);
  form.prepend(shown);
  shown.focus();
}

function confirmed(form) {
  const yes = el("button", { class: "btn btn-danger", value: "yes" }, form.dataset.confirmYes ?? "Đồng ý");
  const no = el("button", { class: "btn btn-outline-primary", value: "no", autofocus: true }, "Thôi");
  const question = el("p", { id: "ask-text" }, form.dataset.confirm);
  const dialog = el("dialog", { class: "ask", "aria-labelledby": "ask-text" }, question,
    el("form", { method: "dialog", class: "actions" }, yes, no));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((decide) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      decide(dialog.returnValue === "yes");
    });
  });
}
