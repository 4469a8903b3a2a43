import { namesServer } from '../sqlite-url.ts'

/** Passwords are hidden in all that is printed: output ends up in logs, and a mistyped URL has its password too. */

export function storeKindOf(url: string): 'sqlite' | 'postgres' {
  return url.startsWith('sqlite:') ? 'sqlite' : 'postgres'
}

/** The URL of a store, malformed or not. */
export function withoutPassword(url: string): string {
  const isFile = url.startsWith('sqlite:') && !namesServer(url)
  return hideParameters(isFile ? url : hideUserPart(url))
}

/** Hides from the first colon behind the scheme to the last @; where there is no @, a port that is no number. */
function hideUserPart(url: string): string {
  const [scheme = ''] = /^\w[\w+.-]*:\/*(?=[^@]*:)|^\w[\w+.-]*:\/\//.exec(url) ?? []
  const rest = url.slice(scheme.length)
  const at = rest.lastIndexOf('@')
  if (at >= 0) {
    const colon = rest.slice(0, at).search(/[:/?#]/)
    return colon < 0 ? url : `${scheme}${rest.slice(0, colon)}:…${rest.slice(at)}`
  }
  return scheme + rest.replace(/^([^:/[]*):(?!\d+(?:[/?]|$)).+$/s, '$1:…')
}

function hideParameters(url: string): string {
  return url.replace(/([?&][^=&]*(?:pass|pwd|secret|token)[^=&]*=)[^&]*/gi, '$1…')
}

/** A message that may repeat what the operator typed, or the words of a driver. */
export function withoutPasswords(message: string): string {
  return hideParameters(message.replace(/\b([a-z][a-z0-9+.-]*:\/*[^:@/\s]*):\S*@/gi, '$1:…@'))
}
