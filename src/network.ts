import { isIPv6 } from 'node:net'

/** The first 96 bits of IPv6 addresses that stand for IPv4 addresses: of a dual-stack socket, and of NAT64. */
const IPV4_PREFIXES = ['0:0:0:0:0:65535', '100:65435:0:0:0:0']

/**
 * The owner of an IPv6 address has its whole /64 network, so limits count by network: an address alone bounds nobody.
 * @returns the /64 network of an IPv6 address; any other text, such as an IPv4 address, as it is
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const groups = groupsOf(address)
  if (IPV4_PREFIXES.includes(groups.slice(0, 6).join(':'))) {
    return groups
      .slice(6)
      .flatMap(group => [group >> 8, group & 255])
      .join('.')
  }
  const network = groups.slice(0, 4).map(group => group.toString(16))
  return `${network.join(':')}::/64`
}

/** The eight groups of an IPv6 address, with `::` expanded and a dotted end as two groups. */
function groupsOf(address: string): number[] {
  const [start = '', end] = address
    .replace(/%.*$/, '')
    .replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...bytes: string[]) => {
      const [a, b, c, d] = bytes.slice(0, 4).map(byte => Number(byte).toString(16).padStart(2, '0'))
      return `${a}${b}:${c}${d}`
    })
    .split('::')
  const groups = start.split(':')
  const rest = end?.split(':') ?? []
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0')
  return [...groups, ...zeros, ...rest].map(group => Number.parseInt(group || '0', 16))
}
