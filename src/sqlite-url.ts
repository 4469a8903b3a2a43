/** `//` and a name before an @, a colon in the first name before an @, or the scheme of another store. */
const NAMES_SERVER = /^sqlite:(\/\/[^/].*@|\/*[^/@]*:.*@|.*\b[a-z][a-z0-9+.-]*:\/\/|\/*(sqlite|postgres(ql)?):)/is

/**
 * Whether a `sqlite:` URL names a user, a server or another kind of store, and no file: its scheme is mistyped, and what
 * would be its path may hold a password.
 */
export function namesServer(url: string): boolean {
  return NAMES_SERVER.test(url)
}
