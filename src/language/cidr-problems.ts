/**
 * What is said of a text that is no CIDR block, and the block that was meant.
 *
 * Owns: the words, and spelling a block. Must not: read addresses (cidr-parse.ts does).
 */
import type { IpAddress } from './cidr.ts';

export interface NetworkProblem {
  readonly kind: 'problem';
  /** What is wrong, quoting the author's own text. */
  readonly what: string;
  /** What to type instead. */
  readonly do: string;
  /** UTF-16 offsets into the text; the end is exclusive. */
  readonly start: number;
  readonly end: number;
}

const at = (start: number, end: number, what: string, fix: string): NetworkProblem => ({
  kind: 'problem',
  what,
  do: fix,
  start,
  end,
});

const FORMS = 'Write a block such as 10.0.0.0/8 or 2001:db8::/32.';

export const networkProblem = {
  prefix: (text: string, prefix: string, { family, bytes }: IpAddress) => {
    const start = text.indexOf('/');
    const bits = bytes.length * 8;
    const address = text.slice(0, start);
    const mask = prefixOfMask(prefix);
    if (mask !== undefined && family === 4) {
      return at(start, text.length, `"/${prefix}" is a netmask.`, `Write ${address}/${mask}.`);
    }
    const what = `"/${prefix}" is no prefix of an IPv${family} block, which has 0 to ${bits} bits.`;
    const padded = /^0+([1-9][0-9]*|0)$/.exec(prefix)?.[1];
    const fix =
      padded !== undefined ? `Write ${address}/${padded}.` : `Write ${address}/${bits} for the one address.`;
    return at(start, text.length, what, fix);
  },
  hostBits: (text: string, block: string) =>
    at(
      0,
      text.length,
      `"${text}" has bits set behind its prefix.`,
      `Write ${block} for the block, or ${text.slice(0, text.indexOf('/'))}${text.includes(':') ? '/128' : '/32'} for the one address.`,
    ),
} as const;

/** A text without a prefix, or whose part before the prefix is no address. */
export function notANetwork(text: string, address: IpAddress | undefined): NetworkProblem {
  const whole = (what: string, fix: string) => at(0, text.length, what, fix);
  if (address !== undefined) {
    const bits = address.bytes.length * 8;
    return whole(`"${text}" is an address, not a block.`, `Write ${text}/${bits} for the one address.`);
  }
  const what = `"${text}" is no CIDR block.`;
  const wildcard = /^((?:[0-9]{1,3}\.){1,3})[*x](?:\.[*x])*(?:\/.*)?$/.exec(text)?.[1];
  if (wildcard !== undefined) {
    const parts = wildcard.split('.').slice(0, -1);
    const block = [...parts, '0', '0', '0'].slice(0, 4).join('.');
    return whole(what, `Write ${block}/${parts.length * 8}.`);
  }
  if (text.includes('%'))
    return whole(what, 'A zone id (behind "%") says nothing outside one machine: remove it.');
  if (/^\s|\s$/.test(text)) return whole(what, 'Remove the blanks around it.');
  if (/^[0-9]+(?:\.[0-9]+){3}(?:\/|$)/.test(text)) return whole(what, octetsFix(text));
  if (/^[0-9]+(?:\.[0-9]+){0,2}(?:\/|$)/.test(text)) {
    const parts = text.replace(/\/.*/, '').split('.');
    const rest = text.includes('/') ? text.slice(text.indexOf('/')) : `/${parts.length * 8}`;
    return whole(
      what,
      `An IPv4 address has four parts: ${[...parts, '0', '0', '0'].slice(0, 4).join('.')}${rest}.`,
    );
  }
  if (/^[0-9a-f.:]+ *[-–] *[0-9a-f.:]+$/i.test(text)) {
    return whole(what, 'A range is written as the list of the blocks that make it up.');
  }
  return whole(what, `${FORMS} A name of a host is compared with equals or endsWith.`);
}

function octetsFix(text: string): string {
  const address = text.replace(/\/.*/, '');
  if (/(?:^|\.)0[0-9]/.test(address)) {
    return 'Write its parts without leading zeros: some programs read 010 as 8, others as 10.';
  }
  return 'The four parts of an IPv4 address are 0 to 255.';
}

/** 8 for `255.0.0.0`; undefined for what is no netmask. */
function prefixOfMask(text: string): number | undefined {
  if (!/^[0-9]{1,3}(?:\.[0-9]{1,3}){3}$/.test(text)) return undefined;
  const bits = text
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');
  return /^1*0*$/.test(bits) && bits.length === 32 ? bits.replace(/0+$/, '').length : undefined;
}

/** `10.0.0.0/8`, `2001:db8::/32`: the longest run of zero groups as `::` (RFC 5952 §4.2). */
export function spellBlock(bytes: readonly number[], prefix: number): string {
  if (bytes.length === 4) return `${bytes.join('.')}/${prefix}`;
  const groups = Array.from({ length: 8 }, (_, at) =>
    (((bytes[at * 2] ?? 0) << 8) | (bytes[at * 2 + 1] ?? 0)).toString(16),
  ).join(':');
  const runs = [...groups.matchAll(/(?<![0-9a-f])0(?::0)+(?![0-9a-f])/g)];
  const longest = runs.reduce<(typeof runs)[number] | undefined>(
    (best, run) => (best === undefined || run[0].length > best[0].length ? run : best),
    undefined,
  );
  if (longest === undefined) return `${groups}/${prefix}`;
  const head = groups.slice(0, longest.index).replace(/:$/, '');
  const tail = groups.slice(longest.index + longest[0].length).replace(/^:/, '');
  return `${head}::${tail}/${prefix}`;
}
