/**
 * Schedules in cron notation.
 *
 * Owns: whether one is valid, and how often it runs in an hour. Must not: know when. Source: "Use cron expressions for alert
 * scheduling" in Splunk's Alerting Manual: five fields, each `*`, a number, a range, a list, or `/` with a step.
 */

export type Cron =
  | { readonly kind: 'valid'; readonly runsAnHour: number }
  /** To follow "and". */
  | { readonly kind: 'invalid'; readonly problem: string };

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly words: readonly string[];
}

const FIELDS: readonly Field[] = [
  { name: 'minute', least: 0, most: 59, words: [] },
  { name: 'hour', least: 0, most: 23, words: [] },
  { name: 'day of the month', least: 1, most: 31, words: [] },
  { name: 'month', least: 1, most: 12, words: 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ') },
  { name: 'day of the week', least: 0, most: 7, words: 'sun mon tue wed thu fri sat'.split(' ') },
];

export function readCron(text: string): Cron {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) {
    const found = text.trim() === '' ? 0 : fields.length;
    return { kind: 'invalid', problem: `it has ${found} fields, not five` };
  }
  const minutes = new Set<number>();
  for (const [index, field] of FIELDS.entries()) {
    for (const part of (fields[index] ?? '').split(',')) {
      const values = valuesOf(part, field);
      if (typeof values === 'string') return { kind: 'invalid', problem: values };
      if (index === 0) for (const minute of values) minutes.add(minute);
    }
  }
  return { kind: 'valid', runsAnHour: minutes.size };
}

/** The values of one part of a list; or what is wrong with it. */
function valuesOf(part: string, field: Field): readonly number[] | string {
  const found = /^(?:\*|([0-9]{1,2}|[a-z]{3})(?:-([0-9]{1,2}|[a-z]{3}))?)(?:\/([0-9]{1,2}))?$/i.exec(part);
  const said = `its ${field.name} is "${part}"`;
  if (found === null) return `${said}, which is no number, range or step`;
  const [, first, last, steps] = found;
  const step = steps === undefined ? 1 : Number(steps);
  if (step === 0) return `${said}, a step of nothing`;
  const from = first === undefined ? field.least : numberOf(first, field);
  const to =
    last !== undefined
      ? numberOf(last, field)
      : first === undefined || steps !== undefined
        ? field.most
        : from;
  const fits = [from, to].every((value) => value >= field.least && value <= field.most);
  if (!fits) return `${said}, which is outside ${field.least} to ${field.most}`;
  if (from > to) return `${said}, which ends before it begins`;
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

/** A word that the field does not know is -1, which no field takes. */
function numberOf(text: string, { words, least }: Field): number {
  if (/^[0-9]+$/.test(text)) return Number(text);
  const index = words.indexOf(text.toLowerCase());
  return index === -1 ? -1 : index + least;
}
