import { isIPv4, isIPv6 } from 'node:net';

/** Not of the public internet (IANA special-purpose registries), as [network, prefix length]. */
const refusedV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private (RFC 1918)
  ['100.64.0.0', 10], // shared, carrier-grade NAT (RFC 6598)
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local, cloud metadata
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // IETF protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays (RFC 7526)
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
];

/** Inside of 2000::/3, which alone is given out as global unicast; all else (::1, ::ffff:0:0/96, 64:ff9b::/96, fc00::/7, ...) is refused anyway. */
const refusedV6: readonly (readonly [readonly [number, number], number])[] = [
  [[0x2001, 0x0000], 23], // protocol assignments: Teredo, benchmarks, ORCHID
  [[0x2001, 0x0db8], 32], // documentation
  [[0x2002, 0x0000], 16], // 6to4: an IPv4 address in disguise
  [[0x3fff, 0x0000], 20], // documentation
];

/**
 * True for addresses on the public internet only: not private, loopback, link-local, multicast, shared, reserved, nor translated
 * (IPv4-mapped, NAT64, 6to4, Teredo), since those reach addresses that would be refused. False for all that is no address.
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) {
    const bits = bitsOfV4(address);
    return !refusedV4.some(([network, length]) => samePrefix(bits, bitsOfV4(network), length));
  }
  // A zone (`fe80::1%eth0`) only ever stands on local addresses.
  if (!isIPv6(address) || address.includes('%')) return false;
  const groups = groupsOfV6(address);
  const first = groups[0] as number;
  if (first >> 13 !== 1) return false;
  const bits = first * 0x10000 + (groups[1] as number);
  return !refusedV6.some(([[high, low], length]) => samePrefix(bits, high * 0x10000 + low, length));
}

function samePrefix(a: number, b: number, length: number): boolean {
  const unit = 2 ** (32 - length);
  return Math.floor(a / unit) === Math.floor(b / unit);
}

function bitsOfV4(address: string): number {
  return address.split('.').reduce((bits, part) => bits * 256 + Number(part), 0);
}

/** Eight groups; the form with an IPv4 address at the end included. */
function groupsOfV6(address: string): number[] {
  const v4 = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  const bits = v4 ? bitsOfV4(v4[2] as string) : 0;
  const text = v4 ? `${v4[1]}${Math.floor(bits / 65536).toString(16)}:${(bits % 65536).toString(16)}` : address;
  const [head = '', tail] = text.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - front.length - back.length }, () => '0');
  return [...front, ...zeros, ...back].map((group) => Number.parseInt(group, 16));
}
