/**
 * The class sheet. Rows save themselves: when the focus leaves them, a moment after typing, or on Ctrl+S.
 * Nothing typed is lost: what cannot be sent waits and is sent again with its key.
 */

import { el, icon } from "./dom.js";
import { blockOf, fillNormal, paste, saysNormal, withComma } from "./filling.js";
import { Finder } from "./finder.js";
import { Help } from "./help.js";
import { askBeforeLeaving } from "./leaving.js";
import { Moves } from "./moves.js";
import { Outbox } from "./outbox.js";
import { Row, label } from "./row.js";
import { formToken, login, renewSession, signInAddress } from "./session.js";

const REST_MS = 1_500; // after the last key
const LONG_REST_MS = 3_000; // the cell still being typed in: half a number is no reading
const PATIENCE_MS = 15_000;
const table = document.getElementById("sheet");
const headings = Object.fromEntries(
  [...table.querySelectorAll("th.group")].map((head) => [
    head.dataset.instrument,
    { title: head.dataset.title, normal: JSON.parse(head.dataset.normal) },
  ]),
);
const rows = [...table.querySelectorAll("tr.child")].map((line) => new Row(line, { headings, flush, changed: drawSoon }));
const rowOf = new Map(rows.map((row) => [row.line, row]));
const rests = new Map(); // row -> timers
let typing = null; // the cell with the focus, once something was typed in it
let waiting = "idle"; // why the queue waits, as the outbox tells it
let complaint = ""; // what a busy server said
let isDrawing = false;

const outbox = new Outbox(deliver, (state) => {
  waiting = state;
  for (const row of rows) {
    if (!row.job) continue;
    row.sending = state;
    row.draw();
  }
  drawSoon();
});
const shownRows = () => rows.filter((row) => !row.line.hidden);
const moves = new Moves(table, shownRows);
const help = new Help(write, headings);
const finder = new Finder(rows);
const said = document.getElementById("said");

// --- Saving

function flush(row, isWhole = true) {
  for (const timer of rests.get(row) ?? []) clearTimeout(timer);
  rests.delete(row);
  if (isWhole && row.cells.includes(typing)) typing = null;
  if (row.job) row.isEager ||= isWhole;
  const job = row.take(typing);
  if (job) outbox.put(job);
  row.draw();
}

function flushSoon(row) {
  for (const timer of rests.get(row) ?? []) clearTimeout(timer);
  rests.set(row, [setTimeout(() => flushRested(row), REST_MS)]);
}

function flushRested(row) {
  flush(row, false);
  if (typing && row.cells.includes(typing)) rests.set(row, [setTimeout(() => flush(row), LONG_REST_MS - REST_MS)]);
}

/** Send one job and tell the queue whether it is done; a refusal is shown at its row and done. */
async function deliver(job) {
  if (job.away) {
    const found = await renewSession();
    if (found !== "same") return found;
    job.away = false;
  }
  let answer, content;
  try {
    answer = await fetch(table.dataset.save, {
      method: "POST",
      headers: headersOf(job),
      body: JSON.stringify(job.body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    content = await answer.json();
  } catch {
    return "unreachable"; // no answer, or half of one: the same key makes asking again safe
  }
  return judge(job, answer, content);
}

function headersOf(job) {
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": formToken() };
  // Only a person's act keeps a session alive: a try repeated by the page is none.
  return job.tries ? { ...headers, "X-Background": "1" } : headers;
}

function judge(job, { status, ok }, content) {
  const { row } = job;
  if (ok) {
    row.settle(content);
    announce(row);
  } else if (status === 401) {
    job.away = true;
    return "nobody";
  } else if (status === 400 && !job.renewed) {
    // The form token is of an older session: take the new one and ask again.
    job.renewed = job.away = true;
    complaint = "";
    return "busy";
  } else if (status === 409 && content.current?.typed) {
    row.dispute(content.instrument, content.current);
    say(`${row.name}: người khác vừa lưu cùng dòng này.`);
  } else if (status >= 500 || status === 429 || (status === 409 && content.current)) {
    complaint = content.error;
    return "busy";
  } else {
    row.refuse([content.error, ...Object.values(content.fields ?? {})].join(" "));
    say(`${row.name}: chưa lưu được. ${content.error}`);
  }
  const isAtRest = row.line.contains(document.activeElement) && !row.isEager;
  row.isEager = false;
  if (isAtRest) flushSoon(row);
  else flush(row);
  return "done";
}

// --- Typing

function write(cell, text) {
  cell.value = text;
  cell.classList.remove("is-filled");
  typing = null;
  if (!tryNormal(cell, true)) touched(cell);
}

function touched(cell) {
  const row = rowOf.get(cell.closest("tr"));
  row.touch(cell);
  flushSoon(row);
}

function tryNormal(cell, isLeft) {
  if (!saysNormal(cell, isLeft)) return false;
  const row = rowOf.get(cell.closest("tr"));
  const { title, normal } = headings[cell.dataset.instrument];
  const written = fillNormal(row, cell, normal);
  if (!Object.keys(normal).length) return false;
  for (const each of written) each.classList.add("is-filled");
  typing = null;
  say(`${title}: đã ghi bình thường, ${written.map((each) => `${label(each)} ${each.value}`).join(", ") || "không còn ô trống"}.`);
  for (const each of [...written, cell]) touched(each);
  return true;
}

table.addEventListener("input", (event) => {
  const cell = event.target;
  if (event.isComposing) return;
  cell.classList.remove("is-filled");
  typing = cell;
  if (!tryNormal(cell, false)) touched(cell);
});
table.addEventListener("compositionend", (event) => {
  typing = event.target;
  if (!tryNormal(event.target, false)) touched(event.target);
});
table.addEventListener("change", (event) => {
  const cell = event.target;
  if (cell.dataset.kind === "number") cell.value = withComma(cell.value);
  if (!tryNormal(cell, true)) touched(cell);
});
table.addEventListener("focusin", (event) => {
  if (event.target.matches("td.cell input")) help.show(event.target);
});
table.addEventListener("focusout", (event) => {
  typing = null;
  const row = rowOf.get(event.target.closest("tr"));
  if (row && !row.line.contains(event.relatedTarget)) flush(row);
});
document.addEventListener("visibilitychange", () => document.hidden && rows.forEach((row) => flush(row)));

table.addEventListener("paste", (event) => {
  const block = blockOf(event.clipboardData.getData("text/plain"));
  if (!block || !event.target.matches("td.cell input")) return;
  event.preventDefault();
  const { rows: written, cells, outside } = paste(block, shownRows(), event.target);
  for (const row of written) {
    row.touch(event.target);
    flush(row);
  }
  say(`Đã dán ${cells} ô vào ${written.length} dòng.${outside ? ` ${outside} ô nằm ngoài phiếu nên không dán.` : ""}`);
});

// --- Keys

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  const isCell = event.target.matches?.("td.cell input");
  if (event.key === "F1" || (event.key === "?" && !event.target.matches?.("input, textarea, select"))) {
    event.preventDefault();
    help.open();
  } else if (event.key === "F2") {
    event.preventDefault();
    finder.focus();
  } else if (event.key.toLowerCase() === "s" && (event.ctrlKey || event.metaKey) && !event.altKey) {
    event.preventDefault();
    rows.forEach((row) => flush(row));
  } else if (isCell && event.key === "Escape") {
    event.preventDefault();
    write(event.target, event.target.defaultValue);
    event.target.select();
  } else if (isCell) {
    moves.press(event);
  }
});

// --- What the page says

function drawSoon() {
  if (isDrawing) return;
  isDrawing = true;
  queueMicrotask(() => {
    isDrawing = false;
    drawOutbox();
  });
}

function drawOutbox() {
  const unsent = rows.filter((row) => row.isUnsaved && !row.needsLook).length;
  const troubled = rows.filter((row) => row.needsLook).length;
  const [tone, sign, text] = sentence(unsent, troubled);
  const place = document.getElementById("outbox");
  document.getElementById("retry").hidden = !unsent || waiting === "idle" || waiting === "sending";
  const examined = rows.filter((row) => row.examined.size).length;
  document.getElementById("examined").textContent = examined;
  document.getElementById("progress").value = examined;
  if (place.textContent.trim() === text && place.dataset.state === waiting) return;
  place.dataset.state = waiting;
  place.replaceChildren(el("span", { class: `outbox-text tone-${tone}` }, icon(sign), " ", el("span", {}, text)));
  if (waiting === "nobody" || waiting === "other") {
    place.append(" ", el("a", { href: signInAddress, target: "_blank", rel: "noopener" }, "Đăng nhập ở thẻ mới"));
  }
}

function sentence(unsent, troubled) {
  const count = `Chưa gửi: ${unsent} dòng${troubled ? `, cần xem lại: ${troubled} dòng` : ""}`;
  if (waiting === "nobody") return ["urgent", "lock", `Phiên làm việc đã hết. ${count}, vẫn giữ trên trang; đăng nhập lại thì tự gửi.`];
  if (waiting === "other") return ["urgent", "lock", `Đang đăng nhập bằng tài khoản khác. ${count}; hãy đăng nhập bằng ${login} rồi quay lại đây.`];
  if (waiting === "unreachable") return ["urgent", "urgent", `Mất kết nối. ${count}, vẫn giữ trên trang và tự thử lại.`];
  if (waiting === "busy") return ["watch", "watch", `${complaint} ${count}, vẫn giữ trên trang và tự thử lại.`.trim()];
  if (troubled && !unsent) return ["urgent", "error", `Cần xem lại: ${troubled} dòng`];
  if (waiting === "sending") return ["note", "saving", `Đang lưu… ${count}`];
  if (unsent) return ["watch", "pen", count];
  return ["ok", "ok", "Mọi thay đổi đã lưu"];
}

function announce(row) {
  const grave = [...row.meaning.querySelectorAll(".tone-urgent, .tone-refer, .tone-missing")].map((one) => one.textContent.trim());
  say(`${row.name}: đã lưu. ${grave.join(" ")}`);
}

function say(text) {
  said.textContent = text;
}

document.getElementById("retry").addEventListener("click", () => outbox.retry());
askBeforeLeaving(() => rows.some((row) => row.isUnsaved));
