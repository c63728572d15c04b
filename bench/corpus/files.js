// Delivery files of a corpus: which account, region and time each is of, and its records. Any file is made from the seed and
// its number alone, so that files can be made in any order, and a small corpus is the beginning of a large one.
// Owns: what is in a file, and what the rules have to find in it. Must not: write.
import { rule } from '../rules.js';
import { ordinary, textOf } from './event.js';
import { openDay } from './identities.js';
import { random } from './random.js';

export const RECORDS = 2_000;
const FILES_A_DAY = 12;
/** Account and region of a file, in turn. */
const PLACES = [
  ['408117322955', 'eu-west-1'],
  ['731940268815', 'eu-west-1'],
  ['408117322955', 'us-east-1'],
  ['592806471130', 'eu-central-1'],
  ['864219375502', 'us-east-1'],
  ['731940268815', 'ap-southeast-2'],
];
/** Rules that the share is of, and rules beyond, of which there is always a record in a thousand. */
export const FIRST = 100;
const ALL = 1_000;
const BEYOND = 0.001;
/** Records that are delivered twice. */
const TWICE = 0.001;

/** `share`: of the records, those that one of the first hundred rules matches. */
export function openFiles({ seed, share }) {
  const places = new Map();
  const placeOf = (file) => {
    const known = places.get(file);
    if (known !== undefined) return known;
    const [account, region] = PLACES[file % PLACES.length];
    const day = 1 + Math.floor(file / FILES_A_DAY);
    const begun = (day - 1) * 86_400 + (file % FILES_A_DAY) * 7_200;
    const place = { day: openDay(seed, account, region, day), account, region, begun };
    // A file and the one that it repeats records of are all that is asked for at a time.
    if (places.size > 2 * PLACES.length) places.clear();
    places.set(file, place);
    return place;
  };
  /** What is to stand at a place of a file, before records that are delivered twice. */
  const draw = (file, at) => {
    const rng = random(seed, file, at);
    const { day, begun } = placeOf(file);
    const time = begun + Math.floor((at * 900) / RECORDS);
    const kind = rng.unit();
    if (kind >= share + BEYOND) return { rng, event: ordinary(rng, day, time), hits: [] };
    const first = kind < share;
    // Few rules find most of what is found.
    const n = first ? skewed(rng, FIRST) : FIRST + rng.below(ALL - FIRST);
    const { make, hits } = rule(n);
    return { rng, event: make(rng, day, time), hits };
  };
  const isTwice = (file, at) => at > 0 && random(seed, file, at, 2).chance(TWICE);
  /** The place whose record is delivered here once more; undefined for nearly all. */
  const twiceOf = (file, at) => {
    if (!isTwice(file, at)) return undefined;
    const rng = random(seed, file, at, 3);
    const from = file >= PLACES.length && rng.chance(0.5) ? file - PLACES.length : file;
    const place = rng.below(at);
    return isTwice(from, place) ? undefined : [from, place];
  };
  return {
    /** Below `AWSLogs/`. */
    path(file) {
      const { account, region, begun } = placeOf(file);
      const day = new Date(Date.UTC(2026, 0, 1) + begun * 1_000).toISOString();
      const stamp = `${day.slice(0, 10).replaceAll('-', '')}T${day.slice(11, 16).replace(':', '')}Z`;
      const name = `${account}_CloudTrail_${region}_${stamp}_${random(seed, file).base64(16).replace(/[+/]/g, 'x')}.json.gz`;
      return `${account}/CloudTrail/${region}/${day.slice(0, 10).replaceAll('-', '/')}/${name}`;
    },
    /** Texts of the first `count` records, and `[rules that match it, whether it was delivered before]` of those that matter. */
    records(file, count) {
      const texts = [];
      const found = [];
      for (let at = 0; at < count; at += 1) {
        const twice = twiceOf(file, at);
        const { rng, event, hits } = draw(...(twice ?? [file, at]));
        texts.push(textOf(rng, event));
        if (hits.length > 0) found.push([hits, twice !== undefined, event.eventID]);
      }
      return { texts, found };
    },
  };
}

/** Below `count`, small ones more often. */
function skewed(rng, count) {
  const at = rng.unit();
  return Math.floor(count * at * at);
}
