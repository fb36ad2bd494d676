// What this browser remembers of its reader: two choices in cookies, and that somebody signed in here. Nothing else.
const HINT = "betang-signed-in";

export const cookie = (name) => (document.cookie.match(`(?:^|; )${name}=([^;]*)`) || [])[1] || "";

export function setCookie(name, value) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax${secure}`;
}

/** Somebody has left: only answers that are not sent yet stay (in IndexedDB), sealed under a key that no page but their learner's carries. */
export function forget() {
  try {
    sessionStorage.clear();
    localStorage.clear();
  } catch (refused) {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** Whether somebody may be signed in; with an argument, remember it. A browser that keeps nothing says no. */
export function signedInHint(value) {
  try {
    if (value === true) localStorage.setItem(HINT, "1");
    if (value === false) localStorage.removeItem(HINT);
    return localStorage.getItem(HINT) === "1";
  } catch (refused) {
    return false;
  }
}
