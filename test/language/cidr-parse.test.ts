/** Addresses and CIDR blocks: the grammar, the block meant, and membership against node's own. */
import { BlockList, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cidr } from '../../src/language/cidr.ts';
import { contains, parseCidr, parseIp } from '../../src/language/cidr-parse.ts';
import { spellBlock } from '../../src/language/cidr-problems.ts';

function networkOf(text: string): Cidr {
  const parsed = parseCidr(text);
  if (parsed.kind === 'problem') throw new Error(parsed.what);
  return parsed.network;
}

const six = (...groups: readonly number[]) => groups.flatMap((group) => [group >> 8, group & 0xff]);

describe('parseIp', () => {
  it.each([
    ['10.0.0.1', 4, [10, 0, 0, 1]],
    ['0.0.0.0', 4, [0, 0, 0, 0]],
    ['255.255.255.255', 4, [255, 255, 255, 255]],
    ['::ffff:10.0.0.1', 4, [10, 0, 0, 1]],
    ['::FFFF:a00:1', 4, [10, 0, 0, 1]],
    ['0:0:0:0:0:ffff:10.0.0.1', 4, [10, 0, 0, 1]],
    ['::', 6, six(0, 0, 0, 0, 0, 0, 0, 0)],
    ['::1', 6, six(0, 0, 0, 0, 0, 0, 0, 1)],
    ['2001:DB8::8:800:200c:417a', 6, six(0x2001, 0xdb8, 0, 0, 8, 0x800, 0x200c, 0x417a)],
    ['1::', 6, six(1, 0, 0, 0, 0, 0, 0, 0)],
    ['::10.0.0.1', 6, six(0, 0, 0, 0, 0, 0, 0xa00, 1)],
    ['64:ff9b::10.0.0.1', 6, six(0x64, 0xff9b, 0, 0, 0, 0, 0xa00, 1)],
  ])('%s', (text, family, bytes) => {
    expect(parseIp(text)).toEqual({ family, bytes });
  });

  it.each([
    '',
    'AWS Internal',
    'ec2.amazonaws.com',
    '10.0.0',
    '10.0.0.0.0',
    '010.0.0.1',
    '10.0.0.01',
    '10.0.0.256',
    '0x0a.0.0.1',
    '10.0.0.1 ',
    '10.0.0.1\n',
    '10.0.0.1/32',
    'fe80::1%eth0',
    'fe80::1%1',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    ':::',
    '12345::',
    'g::',
    '::ffff:10.0.0.01',
    '[::1]',
    '١٠.0.0.1',
  ])('%j is none', (text) => {
    expect(parseIp(text)).toBeUndefined();
  });

  it('never throws, and takes no IPv6 that node does not', () => {
    const unit = fc.constantFrom(...'0123456789abcfg:.%/ '.split(''));
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 24 }), (text) => {
        const address = parseIp(text);
        if (address !== undefined && text.includes(':')) expect(isIPv6(text)).toBe(true);
      }),
    );
  });
});

describe('parseCidr', () => {
  it.each([
    ['10.0.0.0/8', 4, [10, 0, 0, 0], 8],
    ['0.0.0.0/0', 4, [0, 0, 0, 0], 0],
    ['10.0.0.1/32', 4, [10, 0, 0, 1], 32],
    ['2001:db8::/32', 6, six(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32],
    ['::/0', 6, six(0, 0, 0, 0, 0, 0, 0, 0), 0],
    ['::ffff:10.0.0.0/104', 4, [10, 0, 0, 0], 8],
    ['::ffff:a00:0/104', 4, [10, 0, 0, 0], 8],
    ['::ffff:0:0/96', 4, [0, 0, 0, 0], 0],
  ])('%s', (text, family, bytes, prefix) => {
    expect(networkOf(text)).toEqual({ family, bytes, prefix });
  });

  it.each([
    ['10.1.2.3/8', 0, 10, /bits set behind/, /Write 10\.0\.0\.0\/8 for the block, or 10\.1\.2\.3\/32/],
    ['2001:db8::1/32', 0, 14, /bits set behind/, /Write 2001:db8::\/32 for the block, or 2001:db8::1\/128/],
    ['::ffff:10.0.0.0/90', 0, 18, /bits set behind/, /\/90 for the block/],
    ['10.0.0.0/33', 8, 11, /"\/33" is no prefix.*0 to 32/, /10\.0\.0\.0\/32/],
    ['::/129', 2, 6, /"\/129" is no prefix.*0 to 128/, /::\/128/],
    ['10.0.0.0/', 8, 9, /"\/" is no prefix/, /\/32/],
    ['10.0.0.0/-1', 8, 11, /"\/-1"/, /\/32/],
    ['10.0.0.0/08', 8, 11, /"\/08"/, /Write 10\.0\.0\.0\/8\./],
    ['10.0.0.0/8/8', 8, 12, /"\/8\/8"/, /\/32/],
    ['10.0.0.0/255.0.0.0', 8, 18, /netmask/, /Write 10\.0\.0\.0\/8\./],
    ['10.0.0.1', 0, 8, /is an address, not a block/, /Write 10\.0\.0\.1\/32/],
    ['::1', 0, 3, /is an address, not a block/, /Write ::1\/128/],
    ['10.0.0.*', 0, 8, /no CIDR block/, /Write 10\.0\.0\.0\/24\./],
    ['10.*.*.*', 0, 8, /no CIDR block/, /Write 10\.0\.0\.0\/8\./],
    ['10/8', 0, 4, /no CIDR block/, /four parts: 10\.0\.0\.0\/8/],
    ['10.1.0/24', 0, 9, /no CIDR block/, /four parts: 10\.1\.0\.0\/24/],
    ['010.0.0.0/8', 0, 11, /no CIDR block/, /leading zeros/],
    ['10.0.0.300/32', 0, 13, /no CIDR block/, /0 to 255/],
    ['fe80::1%eth0/64', 0, 15, /no CIDR block/, /zone id/],
    [' 10.0.0.0/8', 0, 11, /no CIDR block/, /blanks/],
    ['10.0.0.1-10.0.0.9', 0, 17, /no CIDR block/, /list of the blocks/],
    ['ec2.amazonaws.com', 0, 17, /no CIDR block/, /10\.0\.0\.0\/8 or 2001:db8::\/32/],
    ['', 0, 0, /no CIDR block/, /10\.0\.0\.0\/8/],
  ])('refuses %s', (text, start, end, what, fix) => {
    const parsed = parseCidr(text);
    if (parsed.kind !== 'problem') throw new Error(`taken: ${text}`);
    expect([parsed.start, parsed.end]).toEqual([start, end]);
    expect(parsed.what).toMatch(what);
    expect(parsed.do).toMatch(fix);
  });
});

describe('blocks', () => {
  it('are spelled as they are read', () => {
    const bytes = fc.array(fc.constantFrom(0, 0, 0, 1, 0xa, 0xff), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(bytes, (all) => {
        fc.pre(!all.slice(0, 10).every((byte) => byte === 0));
        expect(networkOf(spellBlock(all, 128))).toEqual({ family: 6, bytes: all, prefix: 128 });
        const four = all.slice(0, 4);
        expect(networkOf(spellBlock(four, 32))).toEqual({ family: 4, bytes: four, prefix: 32 });
      }),
    );
  });

  it('hold the addresses that node says', () => {
    const byte = fc.constantFrom(0, 1, 10, 127, 128, 255);
    const check = (length: 4 | 16) =>
      fc.property(
        fc.array(byte, { minLength: length, maxLength: length }),
        fc.array(byte, { minLength: length, maxLength: length }),
        fc.integer({ min: 0, max: length * 8 }),
        (base, other, prefix) => {
          const family = length === 4 ? ('ipv4' as const) : ('ipv6' as const);
          const list = new BlockList();
          const [address, candidate] = [base, other].map((of) => spellBlock(of, 0).slice(0, -2));
          list.addSubnet(address ?? '', prefix, family);
          const parsed = parseCidr(`${address}/${prefix}`);
          const network =
            parsed.kind === 'network'
              ? parsed.network
              : networkOf(/^Write (\S+) for the block/.exec(parsed.do)?.[1] ?? '');
          const ip = parseIp(candidate ?? '');
          if (ip === undefined) throw new Error(candidate);
          fc.pre(network.family === (length === 4 ? 4 : 6) && ip.family === network.family);
          expect(contains(network, ip)).toBe(list.check(candidate ?? '', family));
        },
      );
    fc.assert(check(4));
    fc.assert(check(16));
  });

  it('never hold an address of the other family', () => {
    const ten = networkOf('10.0.0.0/8');
    const everySix = networkOf('::/0');
    const at = (text: string) => parseIp(text) ?? { family: 4 as const, bytes: [] };
    expect(contains(ten, at('10.9.8.7'))).toBe(true);
    expect(contains(ten, at('::ffff:10.9.8.7'))).toBe(true);
    expect(contains(ten, at('11.0.0.0'))).toBe(false);
    expect(contains(ten, at('a00::'))).toBe(false);
    expect(contains(everySix, at('10.0.0.1'))).toBe(false);
    expect(contains(everySix, at('::ffff:10.0.0.1'))).toBe(false);
    expect(contains(everySix, at('::1'))).toBe(true);
  });
});
