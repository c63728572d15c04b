/** Durations as people write them: `15m`, `36h`, `1d`. Must not: know a clock. */

const SECONDS: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400 };

/** Seconds of a duration, or undefined if the text is none. */
export function seconds(text: string): number | undefined {
  const parts = /^([1-9][0-9]{0,4})([mhd])$/.exec(text);
  const unit = SECONDS[parts?.[2] ?? ''];
  return unit === undefined ? undefined : Number(parts?.[1]) * unit;
}
