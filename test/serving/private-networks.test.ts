import { expect, test } from 'vitest'
import {
  addressBytes,
  isLoopback,
  isPrivate,
  isPublic,
} from '../../src/serving/private-networks.ts'

test.each([
  ['9.255.255.255', false],
  ['10.0.0.0', true],
  ['10.255.255.255', true],
  ['11.0.0.0', false],
  ['172.15.255.255', false],
  ['172.16.0.0', true],
  ['172.31.255.255', true],
  ['172.32.0.0', false],
  ['192.168.0.1', true],
  ['192.169.0.1', false],
  ['fd00::1', true],
  ['fe80::1', true],
  ['2001:db8::1', false],
  ['máy chủ', false],
])('%s is of a private network: %s', (address, expected) => {
  expect(isPrivate(address)).toBe(expected)
})

test.each([
  ['1.1.1.1', true],
  ['192.168.1.1', false],
  ['100.64.0.1', false],
  ['2606:4700::1111', true],
  ['fd00::1', false],
  ['fe80::1', false],
])('%s is reached from the Internet: %s', (address, expected) => {
  expect(isPublic(address)).toBe(expected)
})

test.each([
  ['127.0.0.1', true],
  ['127.255.0.1', true],
  ['128.0.0.1', false],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['localhost.example.org', false],
])('%s is heard on this machine only: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected)
})

test.each([
  ['192.168.1.20', 'c0a80114'],
  ['::1', '00000000000000000000000000000001'],
  ['fd00:0:0:1::2', 'fd000000000000010000000000000002'],
  ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
  ['::ffff:10.0.0.1', '00000000000000000000ffff0a000001'],
])('%s has the bytes %s', (address, hex) => {
  expect(Buffer.from(addressBytes(address)).toString('hex')).toBe(hex)
})

test('what is no address has no bytes', () => {
  expect(() => addressBytes('may-chu')).toThrow(RangeError)
})
