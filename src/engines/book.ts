/**
 * What became of each rule's query.
 *
 * Owns: `QueryRun` by rule, and that rows go into the tally once. Must not: run, or judge what can be said.
 */
import type { QueryRun } from '../logs/backtest/report.ts';
import type { Tally } from '../logs/backtest/tally.ts';
import type { End, Row } from './engine.ts';
import { readerOf } from './row.ts';
import type { NotSaid } from './say.ts';
import type { Statement } from './select.ts';

export interface Book {
  /** Notes one statement, from its start to its end. */
  open(statement: Statement): Page;
  notSaid(one: NotSaid): void;
  /** By rule, in the order in which they were asked. */
  queries(): readonly QueryRun[];
  /** Bytes of each query that an engine charges for. */
  charged(): readonly number[];
}

/** The notes about one statement. */
export interface Page {
  started(queryId: string): void;
  /** Why the rows are none of this statement's, where they are not; what was read before stays counted. */
  rows(rows: readonly Row[]): string | undefined;
  end(end: Pick<End, 'state' | 'reason' | 'bytes'>): void;
}

interface Note {
  readonly rule: string;
  state: QueryRun['state'];
  reason: string | null;
  rows: number;
  queryId: string | null;
  bytes: number | null;
}

/** `names` are those of the rules that were asked, in their order. */
export function openBook(names: readonly string[], tally: Tally): Book {
  const notes = names.map((rule): Note => {
    return { rule, state: 'not-run', reason: STOPPED, rows: 0, queryId: null, bytes: null };
  });
  const charged: number[] = [];
  return {
    open: (statement) => {
      const own = statement.rules.flatMap(({ at }) => notes[at] ?? []);
      const match = readerOf(statement);
      const set = (values: Partial<Omit<Note, 'rule'>>) => {
        for (const note of own) Object.assign(note, values);
      };
      return {
        started: (queryId) => set({ queryId }),
        rows: (rows) => {
          for (const row of rows) {
            const matched = match(row);
            if (typeof matched === 'string') return matched;
            for (const { rule } of matched.hits) {
              const note = notes[rule];
              if (note !== undefined) note.rows += 1;
            }
            tally.take(matched);
          }
          return undefined;
        },
        end: ({ state, reason, bytes }) => {
          const [first] = own;
          // Said once: a list of rules with one reason would hide it.
          set({
            state,
            reason: reason === null ? null : `The query is that of ${first?.rule}, which is not done.`,
          });
          if (first !== undefined) Object.assign(first, { reason, bytes });
          if (bytes === null) return;
          // Athena charges a cancelled query for what it read, and a failed one not (Amazon Athena pricing).
          if (state !== 'failed') charged.push(bytes);
        },
      };
    },
    notSaid: ({ at, reason }) => {
      const note = notes[at];
      if (note !== undefined) note.reason = reason;
    },
    queries: () => notes.map((note) => ({ ...note })),
    charged: () => [...charged],
  };
}

const STOPPED = 'The backtest was stopped before this query was started.';
