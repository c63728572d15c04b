/**
 * The frame of a PNG image, read back (W3C PNG, 5.2 and 5.3).
 *
 * Owns: the signature and that its chunks lead from IHDR to IEND. Must not: decode the picture.
 */

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Why bytes are no PNG image, to follow "it cannot be read:", or undefined. */
export function pngFault(bytes: Uint8Array): string | undefined {
  if (!SIGNATURE.every((byte, at) => bytes[at] === byte)) return 'it has no PNG signature';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let last = '';
  for (let at = SIGNATURE.length; at + 12 <= bytes.length; ) {
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (last === '' && type !== 'IHDR') return 'its first chunk is not IHDR';
    last = type;
    // Length, type and checksum stand around the data.
    at += 12 + view.getUint32(at);
    if (type === 'IEND') return at === bytes.length ? undefined : 'something follows its last chunk';
    if (at > bytes.length) break;
  }
  return 'it is cut off';
}
