/**
 * The plain bytes of a file, gzip or not, told by its first bytes and never by its name.
 *
 * Owns: decompression, its limits, and what other formats are called. What stands before the end of a file that is cut
 * off is handed on whole, and so is what stands before damage; beyond `HELD_BYTES` up to `OUTPUT_BYTES` before damage
 * are lost, because zlib keeps them. Must not: open files or read JSON.
 */
import { once } from 'node:events';
import { createGunzip } from 'node:zlib';

/** The end of the bytes: `damage` says why they end early. */
export type Chunk =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'damage'; readonly reason: string };

/** A file is given up as a gzip bomb beyond both: CloudTrail files shrink to about a tenth, the format allows 1,030. */
export const BOMB_BYTES = 64 * 1024 * 1024;
export const BOMB_RATIO = 500;

/** Gzip inside gzip is what Firehose writes when both it and its source compress. */
const MAX_LAYERS = 2;
/** One step of decompression takes this much, so that it yields at most about 16 MiB. */
const STEP_BYTES = 16 * 1024;
const OUTPUT_BYTES = 64 * 1024;
/** So many compressed bytes are kept, to be taken again after damage; CloudTrail's own files have far fewer. */
const HELD_BYTES = 4 * 1024 * 1024;

const GZIP = [0x1f, 0x8b];

/** First bytes of formats that hold no JSON as such, and what to say of them. */
const OTHER_FORMATS: readonly { readonly magic: readonly number[]; readonly reason: string }[] = [
  { magic: [0x50, 0x4b, 0x03, 0x04], reason: 'this is a zip archive: unpack it first' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], reason: 'this is a zstd archive: unpack it first' },
  { magic: [0x42, 0x5a, 0x68], reason: 'this is a bzip2 archive: unpack it first' },
  { magic: [0x50, 0x41, 0x52, 0x31], reason: 'this is a Parquet file, not CloudTrail JSON' },
  { magic: [0xff, 0xfe], reason: 'this is UTF-16 text: convert it to UTF-8' },
  { magic: [0xfe, 0xff], reason: 'this is UTF-16 text: convert it to UTF-8' },
];

/** The plain bytes of a stream of bytes that may be compressed. Ends with at most one `damage`, and never throws. */
export async function* plainBytes(source: AsyncIterable<Buffer>): AsyncGenerator<Chunk> {
  yield* layer(asChunks(source), MAX_LAYERS);
}

/** Bytes as they come, compressed or not. Ends with at most one `damage`, and never throws. */
export async function* asChunks(source: AsyncIterable<Buffer>): AsyncGenerator<Chunk> {
  try {
    for await (const bytes of source)
      yield { kind: 'bytes', bytes: Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes) };
  } catch (error) {
    yield { kind: 'damage', reason: `it cannot be read to its end (${codeOf(error)})` };
  }
}

/** Looks at the first bytes, and takes one layer of compression off where there is one. */
async function* layer(source: AsyncGenerator<Chunk>, layers: number): AsyncGenerator<Chunk> {
  const head: Chunk[] = [];
  let first: Buffer = Buffer.alloc(0);
  while (first.length < 4) {
    const { value, done } = await source.next();
    if (done === true) break;
    head.push(value);
    if (value.kind === 'damage') break;
    first = Buffer.concat([first, value.bytes.subarray(0, 4)]);
  }
  const whole = rejoin(head, source);
  const other = OTHER_FORMATS.find(({ magic }) => startsWith(first, magic));
  if (other !== undefined) {
    await source.return(undefined);
    yield { kind: 'damage', reason: other.reason };
  } else if (layers > 0 && isGzip(first)) {
    yield* layer(gunzip(whole), layers - 1);
  } else {
    yield* whole;
  }
}

async function* rejoin(head: readonly Chunk[], rest: AsyncGenerator<Chunk>): AsyncGenerator<Chunk> {
  try {
    yield* head;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

/** RFC 1952 §2.3.1. */
export const isGzip = (bytes: Buffer): boolean => startsWith(bytes, GZIP);

function startsWith(bytes: Buffer, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

async function* gunzip(source: AsyncGenerator<Chunk>): AsyncGenerator<Chunk> {
  const inflater = openInflater();
  let taken = 0;
  let given = 0;
  /** What was taken so far, in case that it must be taken again. */
  let held: Buffer[] = [];
  try {
    for await (const chunk of source) {
      if (chunk.kind === 'damage') {
        yield chunk;
        return;
      }
      for (let at = 0; at < chunk.bytes.length && inflater.failure() === undefined; at += STEP_BYTES) {
        const step = chunk.bytes.subarray(at, at + STEP_BYTES);
        taken += step.length;
        if (taken <= HELD_BYTES) held.push(step);
        else held = [];
        for (const bytes of await inflater.write(step)) {
          given += bytes.length;
          yield { kind: 'bytes', bytes };
        }
        if (given > BOMB_BYTES && given > taken * BOMB_RATIO) {
          yield {
            kind: 'damage',
            reason: `it unpacks to more than ${BOMB_RATIO} times its size (a gzip bomb)`,
          };
          return;
        }
      }
      if (inflater.failure() !== undefined) break;
    }
    for (const bytes of await inflater.end()) {
      given += bytes.length;
      yield { kind: 'bytes', bytes };
    }
    const failure = inflater.failure();
    if (failure === undefined) return;
    if (held.length > 0 && codeOf(failure) !== 'Z_BUF_ERROR') {
      const bytes = await upToDamage(Buffer.concat(held), given);
      if (bytes.length > 0) yield { kind: 'bytes', bytes };
    }
    yield { kind: 'damage', reason: reasonOf(failure) };
  } finally {
    inflater.close();
  }
}

interface Inflater {
  /** Takes compressed bytes, and resolves to what was made of them. */
  write(bytes: Buffer): Promise<readonly Buffer[]>;
  /** Says that no more bytes come, and resolves to what was still to be made. */
  end(): Promise<readonly Buffer[]>;
  failure(): Error | undefined;
  close(): void;
}

function openInflater(): Inflater {
  const zip = createGunzip({ chunkSize: OUTPUT_BYTES });
  // Bytes are taken as they are made: a stream that fails forgets what nobody has read yet.
  const made: Buffer[] = [];
  let failure: Error | undefined;
  zip.on('data', (bytes: Buffer) => made.push(bytes));
  // A write that fails is never acknowledged, so the failure must release it.
  let release = (): void => {};
  zip.on('error', (error) => {
    failure ??= error;
    release();
  });
  return {
    async write(bytes) {
      await new Promise<void>((resolve) => {
        release = resolve;
        zip.write(bytes, () => resolve());
      });
      return made.splice(0);
    },
    async end() {
      if (failure === undefined) {
        zip.end();
        await once(zip, 'end').catch(() => undefined);
      }
      return made.splice(0);
    },
    failure: () => failure,
    close: () => zip.destroy(),
  };
}

/**
 * What zlib kept to itself when it failed in the last step of `held`: that step is taken again, byte by byte. `given`
 * bytes of the beginning are known already.
 */
async function upToDamage(held: Buffer, given: number): Promise<Buffer> {
  const inflater = openInflater();
  const made: Buffer[] = [];
  try {
    const last = Math.max(0, held.length - STEP_BYTES);
    for (let at = 0; at < held.length && inflater.failure() === undefined; ) {
      const next = at < last ? Math.min(at + STEP_BYTES, last) : at + 1;
      made.push(...(await inflater.write(held.subarray(at, next))));
      at = next;
    }
    return Buffer.concat(made).subarray(given);
  } finally {
    inflater.close();
  }
}

function reasonOf(failure: Error): string {
  return codeOf(failure) === 'Z_BUF_ERROR'
    ? 'its gzip data is cut off'
    : `its gzip data is damaged (${codeOf(failure)})`;
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error
    ? String(error.code)
    : 'unknown error';
}
