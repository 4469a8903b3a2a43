/** For messages. A URL may be malformed, so everything that may be a password is left out. */
export function withoutPassword(url: string): string {
  return url.replace(/^((?:[a-z][\w+.-]*:\/\/)?[^:@/?#]*):.*@/i, '$1:…@').replace(/([?&]\w*password=)[^&]*/gi, '$1…')
}
