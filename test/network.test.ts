import { expect, test } from 'vitest'
import { networkOf } from '../src/network.ts'

test.each([
  '2001:db8:0:1::1',
  '2001:db8:0:1:ffff::2',
  '2001:DB8::1:0:0:0:3',
  '2001:0db8:0000:0001:aaaa:bbbb:cccc:dddd',
  '2001:db8:0:1::192.0.2.1',
  '2001:db8:0:1::1%eth0',
])('%s is in the network 2001:db8:0:1::/64', address => {
  expect(networkOf(address)).toBe('2001:db8:0:1::/64')
})

test.each([
  ['2001:db8:0:2::1', '2001:db8:0:2::/64'],
  ['2001:db8::1:0:0:1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s is in another network, %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test.each([
  '198.51.100.7',
  '::ffff:198.51.100.7',
  '::FFFF:c633:6407',
  '0:0:0:0:0:ffff:198.51.100.7',
  '64:ff9b::198.51.100.7',
  '64:ff9b::c633:6407',
])('%s counts as an IPv4 address', address => {
  expect(networkOf(address)).toBe('198.51.100.7')
})

test('each IPv4 address is a network of its own, also in IPv6 form', () => {
  const addresses = ['198.51.100.7', '198.51.100.8', '::ffff:198.51.100.9', '::ffff:0a00:0001']
  expect(addresses.map(networkOf)).toEqual(['198.51.100.7', '198.51.100.8', '198.51.100.9', '10.0.0.1'])
})

test.each(['', 'unknown', '1:2', 'fd00::g'])('what is no address stays as it is: %j', text => {
  expect(networkOf(text)).toBe(text)
})
