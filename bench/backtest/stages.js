// Where the time of a backtest goes, on one thread: a folder of gzip files and a config to `{ stage: milliseconds }` as JSON. Each
// stage is the difference between a loop with it and one without it, file by file.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openLook } from '../../dist/logs/backtest/look.js';
import { pack, unpack } from '../../dist/logs/backtest/packed.js';
import { openTally } from '../../dist/logs/backtest/tally.js';
import { eachRecord } from '../../dist/logs/raw/records.js';
import { questions } from './questions.js';

const [config, folder] = process.argv.slice(2);
const took = {};
function timed(stage, work) {
  const begun = performance.now();
  const result = work();
  took[stage] = (took[stage] ?? 0) + performance.now() - begun;
  return result;
}

const rules = timed('rules', () => questions(config));
const { scanner, look } = timed('compile', () => openLook(rules, undefined));
const tally = openTally(rules, { shown: 20 });
const files = readdirSync(folder, { recursive: true })
  .filter((path) => path.endsWith('.gz'))
  .sort()
  .map((path) => join(folder, path));
const scanned = () => eachRecord(scanner, () => true);
const looked = () =>
  eachRecord(scanner, () => {
    look();
    return true;
  });
function matched(path) {
  const found = [];
  let record = 0;
  eachRecord(scanner, () => {
    record += 1;
    const said = look();
    if (typeof said !== 'string') found.push(said.at({ path, record }));
    return true;
  });
  return found;
}

function gunzip(path) {
  const file = readFileSync(path);
  return gunzipSync(file, { chunkSize: file.readUInt32LE(file.length - 4) + 64 });
}

// Everything is met for the first time.
for (const path of files) {
  const bytes = timed('gunzip', () => gunzip(path));
  timed('copy', () => scanner.load(bytes));
  timed('scanned', scanned);
  timed('first', looked);
}
// And once more.
for (const path of files) {
  scanner.load(gunzip(path));
  timed('again', looked);
  const found = timed('made', () => matched(path));
  const packed = timed('pack', () => pack(found));
  const unpacked = timed('unpack', () => unpack(packed));
  timed('tally', () => {
    for (const one of unpacked) tally.take(one);
  });
}
const { rules: read, compile, gunzip: inflate, copy, scanned: scan, first, again, made, ...rest } = took;
console.log(
  JSON.stringify({
    'reading and lowering the rules': read,
    'compiling them': compile,
    'reading and gunzip': inflate,
    'copying to the scanner': copy,
    'scanning (WebAssembly)': scan,
    'what is known of a record': again - scan,
    'found out for the first time': first - again,
    'making matches': made - again,
    'packing them': rest.pack,
    'unpacking them, on the main thread': rest.unpack,
    'figures, on the main thread': rest.tally,
  }),
);
