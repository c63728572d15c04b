/**
 * What runs a statement elsewhere, as a backtest sees it.
 *
 * Owns: the contract. Must not: know an engine.
 */

/** The texts of a row, by position. */
export type Row = readonly (string | null)[];

/** What an engine tells while it runs one statement, in this order; `end` is the last. */
export type Told =
  /** The engine's own name of the query. */
  | { readonly kind: 'started'; readonly queryId: string }
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }
  /** It is at work, and has read so much until now; null where it does not say. May come at any time. */
  | { readonly kind: 'reading'; readonly bytes: number | null }
  | End;

export interface End {
  readonly kind: 'end';
  /** `cancelled`: by `signal`, or by somebody on the engine's side. */
  readonly state: 'done' | 'failed' | 'cancelled';
  /** A sentence for people; null where it is done. */
  readonly reason: string | null;
  /** Bytes that the engine says it read. */
  readonly bytes: number | null;
  /** The statement was too much for the engine, and a shorter one may not be. Nothing was read. */
  readonly tooMuch?: boolean;
  /** No other statement would fare better: the engine cannot be reached, or lets nobody in. */
  readonly hopeless?: boolean;
}

/**
 * Runs a statement to its end, page by page. Never throws; nothing is told twice. A signal stops the query on the engine's
 * side too.
 */
export type Ask = (statement: string, signal: AbortSignal) => AsyncGenerator<Told>;

/** How far the statements of a backtest have got. */
export interface EngineProgress {
  readonly queries: number;
  readonly ended: number;
  readonly rows: number;
  /** Bytes that the engine says it read; null where it says nothing. */
  readonly bytes: number | null;
  /** Events that were read here and given to the engine; undefined where it has its own. */
  readonly events?: number;
}
