/**
 * What waits to be sent: in order, the same key on every try, longer and longer waits, never dropped.
 *
 * A job leaves the queue only when `deliver` says "done". `deliver(job)` answers
 * "done", "unreachable" (no answer came), "busy" (the server cannot now), "nobody" (not signed in)
 * or "other" (somebody else is).
 */

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const ROUNDS_BEFORE_NEXT = 3;

export class Outbox {
  #jobs = [];
  #deliver;
  #tell;
  #running = false;
  #tries = 0;
  #timer = 0;

  /** `tell(state)` hears "idle", "sending", or why it waits. */
  constructor(deliver, tell) {
    this.#deliver = deliver;
    this.#tell = tell;
    addEventListener("online", () => this.retry());
    addEventListener("focus", () => this.retry());
    document.addEventListener("visibilitychange", () => document.hidden || this.retry());
  }

  /** Add a job at the end. */
  put(job) {
    this.#jobs.push({ ...job, tries: 0 });
    void this.#run();
  }

  /** Try at once what waits. */
  retry() {
    if (this.#jobs.length) void this.#run();
  }

  async #run() {
    if (this.#running) return;
    this.#running = true;
    clearTimeout(this.#timer);
    let verdict = "done";
    while (this.#jobs.length && verdict === "done") {
      const [job] = this.#jobs;
      this.#tell("sending");
      verdict = await this.#deliver(job).catch(stumble);
      job.tries += 1;
      if (verdict === "done") {
        this.#jobs.shift();
        this.#tries = 0;
      }
    }
    this.#running = false;
    if (verdict === "done") this.#tell("idle");
    else this.#wait(verdict);
  }

  #wait(verdict) {
    // One row that the server stumbles over must not hold back the others for ever.
    if (verdict === "busy" && this.#jobs[0].tries % ROUNDS_BEFORE_NEXT === 0) this.#jobs.push(this.#jobs.shift());
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#tries);
    this.#tries += 1;
    this.#timer = setTimeout(() => this.retry(), wait * (0.8 + 0.4 * Math.random()));
    this.#tell(verdict);
  }
}

/** A fault of this page's own must not stop the queue: the job stays. */
function stumble(fault) {
  console.error(fault);
  return "busy";
}

/** A key for one save: 128 random bits as 32 small hexadecimal letters. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
