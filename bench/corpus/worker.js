// Makes every so-manieth file of a corpus, on a thread of its own. Owns: writing; the counts go back to corpus.js.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { openFiles, RECORDS } from './files.js';

const { root, seed, share, events, worker, workers, lines } = workerData;
const files = openFiles({ seed, share });
const total = { files: 0, rawBytes: 0, gzipBytes: 0, twice: [], matched: [], matchedFirst: 0, matchedAny: 0 };
const count = (of, n) => {
  of[n] = (of[n] ?? 0) + 1;
};
for (let file = worker; file * RECORDS < events; file += workers) {
  const { texts, found } = files.records(file, Math.min(RECORDS, events - file * RECORDS));
  const raw = Buffer.from(`{"Records":[${texts.join(',')}]}`);
  const packed = gzipSync(raw);
  const path = join(root, 'AWSLogs', files.path(file));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, packed);
  if (lines) writeFileSync(join(root, `lines-${file}`), `${texts.join('\n')}\n`);
  total.files += 1;
  total.rawBytes += raw.length;
  total.gzipBytes += packed.length;
  for (const [hits, again] of found) {
    if (!again) {
      total.matchedAny += 1;
      if (hits.at(-1) < 100) total.matchedFirst += 1;
    }
    for (const n of hits) count(again ? total.twice : total.matched, n);
  }
}
parentPort.postMessage(total);
