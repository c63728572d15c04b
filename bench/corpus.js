// Logs as CloudTrail delivers them, made from a seed: the same files everywhere and always.
//
//   node bench/corpus.js --events 200000 --share 0.01 --out FOLDER [--lines]
//
// Owns: a corpus in its folder: FOLDER/AWSLogs/ACCOUNT/CloudTrail/REGION/yyyy/MM/dd/*.json.gz of 2,000 records each,
// FOLDER/events.ndjson with --lines, and FOLDER/corpus.json, which says what each rule of bench/rules.js has to find.
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { RECORDS } from './corpus/files.js';

/** Raised when what is generated changes, so that a corpus made before is not taken for one of today. */
const VERSION = 1;
const WORKERS = 2;
export const CACHE = process.env.BENCH_CACHE ?? join(tmpdir(), 'trailc-bench-cache');

/** The corpus in its folder of the cache, made where it is not there yet: what corpus.json says, and `root`. */
export async function corpus({ events, share, lines = false, seed = 1 }) {
  const root = join(CACHE, `corpus-v${VERSION}-${seed}-${events}-${share}${lines ? '-lines' : ''}`);
  return makeCorpus({ root, events, share, lines, seed });
}

/** The same in any folder. */
export async function makeCorpus({ root, events, share, lines = false, seed = 1 }) {
  const said = join(root, 'corpus.json');
  if (existsSync(said)) return { ...JSON.parse(readFileSync(said, 'utf8')), root };
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  const data = { root, seed, share, events, lines, workers: WORKERS };
  const parts = await Promise.all(
    Array.from({ length: WORKERS }, (_, worker) => runWorker({ ...data, worker })),
  );
  if (lines) join1(root, Math.ceil(events / RECORDS));
  const sum = (key) => parts.reduce((total, part) => total + part[key], 0);
  const byRule = (key) => {
    const found = {};
    for (const part of parts)
      for (const [n, count] of part[key].entries()) if (count) found[n] = (found[n] ?? 0) + count;
    return found;
  };
  const made = {
    version: VERSION,
    seed,
    events,
    share,
    files: sum('files'),
    rawBytes: sum('rawBytes'),
    gzipBytes: sum('gzipBytes'),
    // Events that one of the first hundred rules matches, that any of a thousand does; each once.
    matchedFirst: sum('matchedFirst'),
    matchedAny: sum('matchedAny'),
    matched: byRule('matched'),
    // Records of the same event delivered again.
    twice: byRule('twice'),
  };
  writeFileSync(said, `${JSON.stringify(made, null, 1)}\n`);
  return { ...made, root };
}

function join1(root, files) {
  for (let file = 0; file < files; file += 1) {
    const part = join(root, `lines-${file}`);
    appendFileSync(join(root, 'events.ndjson'), readFileSync(part));
    rmSync(part);
  }
}

function runWorker(workerData) {
  return new Promise((resolve, reject) => {
    new Worker(new URL('./corpus/worker.js', import.meta.url), { workerData })
      .on('message', resolve)
      .on('error', reject);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      events: { type: 'string', default: '200000' },
      share: { type: 'string', default: '0.01' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
      lines: { type: 'boolean', default: false },
    },
  });
  if (values.out === undefined) throw new Error('--out FOLDER is missing');
  const { matched, twice, ...made } = await makeCorpus({
    root: values.out,
    events: Number(values.events),
    share: Number(values.share),
    seed: Number(values.seed),
    lines: values.lines,
  });
  console.log(
    JSON.stringify({ ...made, average: made.rawBytes / made.events, packed: made.rawBytes / made.gzipBytes }),
  );
}
