/**
 * A text cast to Trino's IPADDRESS, as 32 hexadecimal digits: their order is that of the type.
 *
 * Owns: what Trino's cast reads, its faults included (seen on Trino 411: a zone id is dropped, digits of any script
 * count). The addresses themselves are read by Node's URL parser, which shares nothing with the evaluator. Must not:
 * throw, whatever the text.
 */

/** Undefined where the cast would fail. */
export function ipOf(text: string): string | undefined {
  const digits = text.replace(/\p{Nd}/gu, (digit) => String(digitOf(digit)));
  if (!digits.includes(':')) return ipv4Of(digits);
  return ipv6Of(digits.replace(/%.*$/s, ''));
}

/** Unicode has the digits 0 to 9 of each script one after the other, the zero at a multiple of ten behind some zero. */
function digitOf(digit: string): number {
  const point = digit.codePointAt(0) ?? 0;
  let zero = point;
  while (point - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return point - zero;
}

function ipv4Of(text: string): string | undefined {
  const parts = text.split('.');
  if (
    parts.length !== 4 ||
    !parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part) && Number(part) < 256)
  ) {
    return undefined;
  }
  return `${'0'.repeat(20)}ffff${parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;
}

function ipv6Of(text: string): string | undefined {
  if (!/^[0-9A-Fa-f:.]+$/.test(text) || !URL.canParse(`http://[${text}]/`)) return undefined;
  const [left = '', right] = new URL(`http://[${text}]/`).hostname.slice(1, -1).split('::');
  const groups = (side: string) => (side === '' ? [] : side.split(':'));
  const [before, after] = [groups(left), groups(right ?? '')];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].map((group) => group.padStart(4, '0')).join('');
}
