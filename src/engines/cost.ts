/**
 * What Athena charges for the bytes that queries read.
 *
 * Owns: the arithmetic of "Amazon Athena pricing": each query is rounded up to a megabyte, at least ten; a terabyte is
 * 1,024 gigabytes. Must not: know which queries are charged for (book.ts does).
 */
import type { Cost } from '../logs/backtest/report.ts';

/** US dollars for a TB in most regions (Amazon Athena pricing, "SQL queries"); an assumption, since prices differ. */
export const USD_PER_TB = 5;

const MB = 1024 ** 2;
const LEAST_MB = 10;

/** `bytes` of each query. */
export function costOf(bytes: readonly number[], usdPerTb: number): Cost {
  const megabytes = bytes.reduce((sum, one) => sum + Math.max(Math.ceil(one / MB), LEAST_MB), 0);
  return { usd: (megabytes / MB) * usdPerTb, usdPerTb };
}
