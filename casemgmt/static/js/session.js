/** The form token of this page, and whether the person is still signed in. */

const token = document.querySelector('meta[name="csrf-token"]');
const session = document.querySelector('meta[name="session"]');
const PATIENCE_MS = 10_000;

/** Whether the page belongs to a signed-in person. */
export const isSignedIn = session !== null;

/** Where a person signs in again. */
export const signInAddress = session?.dataset.signIn ?? "";

/** The sign-in name of the person who opened this page. */
export const login = session?.dataset.login ?? "";

/** The token that every change carries. */
export function formToken() {
  return token?.content ?? "";
}

/**
 * Ask who is signed in now, and take the fresh token where it is the same person.
 *
 * @returns {Promise<"same"|"nobody"|"other"|"unreachable">}
 */
export async function renewSession() {
  let answer;
  try {
    answer = await fetch(session.content, {
      headers: { Accept: "application/json", "X-Background": "1" },
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.status === 401) return "nobody";
    if (!answer.ok) return "unreachable";
    const now = await answer.json();
    if (now.login !== login) return "other";
    take(now.csrf_token);
  } catch {
    return "unreachable";
  }
  return "same";
}

function take(fresh) {
  token.content = fresh;
  for (const field of document.querySelectorAll('input[name="csrf_token"]')) field.value = fresh;
}
