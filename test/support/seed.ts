/**
 * Property tests draw the same cases on every run, so that a change is judged by the same tests everywhere.
 * `FC_SEED=random` draws others, to hunt; a failure prints its seed, and `FC_SEED=N` draws those again.
 */
import fc from 'fast-check';

const wanted = process.env.FC_SEED;
if (wanted !== 'random') fc.configureGlobal({ seed: wanted === undefined ? 20_261_121 : Number(wanted) });
