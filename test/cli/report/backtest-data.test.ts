/** Matches for other programs: NDJSON and CSV, a line each as they are found. */
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Io } from '../../../src/cli/io.ts';
import { openBacktestPrinter } from '../../../src/cli/report/backtest/printer.ts';
import type { AskedRule } from '../../../src/logs/backtest/question.ts';
import { comparedReport, eventOf, HOSTILE, reportOf, ruleOf } from './backtest-report.ts';

const RULE: AskedRule = {
  rule: 'a-rule',
  id: '00000000-0000-4000-8000-000000000001',
  title: 'A rule',
  level: 'high',
  condition: undefined,
  alertTitle: [],
  groupBy: [],
};

function streams() {
  const said = { out: '', err: '', writes: 0 };
  const io: Io = {
    out: (text) => {
      said.out += text;
      said.writes += 1;
    },
    err: (text) => {
      said.err += text;
    },
    stdin: Readable.from([]),
    cwd: '.',
    drained: () => undefined,
    color: { out: false, err: false },
    interactive: false,
    width: undefined,
  };
  return { said, io };
}

describe('ndjson', () => {
  it('has a line for each match, and the report without events at the end', async () => {
    const { said, io } = streams();
    const printer = await openBacktestPrinter({ format: 'ndjson' }, io);
    printer.onMatch?.(RULE, eventOf(), 'match');
    printer.onMatch?.(RULE, eventOf({ eventID: null, origin: null, actor: HOSTILE }), 'noLonger');
    const report = comparedReport();
    printer.print(report);
    const lines = said.out.split('\n');
    expect(lines.pop()).toBe('');
    const [first, second, summary] = lines.map((line) => JSON.parse(line));
    expect(first).toEqual({
      kind: 'match',
      rule: 'a-rule',
      id: RULE.id,
      level: 'high',
      side: 'match',
      ...eventOf(),
    });
    expect(second).toMatchObject({
      kind: 'match',
      side: 'noLonger',
      eventID: null,
      origin: null,
      actor: HOSTILE,
    });
    expect(summary).toMatchObject({
      kind: 'summary',
      schemaVersion: 2,
      complete: true,
      against: 'origin/main',
    });
    expect(JSON.stringify(summary)).not.toMatch(/"(events|newlyEvents|noLongerEvents)":\[/);
    expect(summary.rules).toHaveLength(report.rules.length);
    expect(summary.rules[1].change).toEqual({ state: 'changed', before: 3, newly: 2, noLonger: 1 });
    expect(said.out).toMatch(/^[\n\x20-\x7e\p{L}]*$/u);
    expect(said.err).toBe('');
  });

  it('writes matches while they are found', async () => {
    const { said, io } = streams();
    const printer = await openBacktestPrinter({ format: 'ndjson' }, io);
    for (let at = 0; at < 1000; at += 1) printer.onMatch?.(RULE, eventOf({ eventID: `e-${at}` }), 'match');
    // Of some 300 kB no more than a piece is held back.
    expect(said.out.length).toBeGreaterThan(200_000);
    expect(said.writes).toBeLessThan(10);
    printer.print(reportOf([ruleOf('a-rule')]));
    const kinds = said.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).kind);
    expect([kinds.length, kinds.indexOf('summary')]).toEqual([1001, 1000]);
  });
});

describe('csv', () => {
  it('has a head and a record for each match; the summary is on standard error', async () => {
    const { said, io } = streams();
    const printer = await openBacktestPrinter({ format: 'csv' }, io);
    printer.onMatch?.(RULE, eventOf({ actor: 'a,"b"\nc' }), 'newly');
    printer.onMatch?.(RULE, eventOf({ origin: null, session: null }), 'both');
    printer.print(reportOf([ruleOf('a-rule', { '2026-01-01': 2 })]));
    expect(parseCsv(said.out)).toEqual([
      'rule rule_id level side event_time event_id actor action account region session alert_title path record line'.split(
        ' ',
      ),
      [
        'a-rule',
        RULE.id,
        'high',
        'newly',
        '2026-01-01T00:00:00Z',
        'e-1',
        'a,"b"\nc',
        'sts:AssumeRole',
        '111122223333',
        'us-east-1',
        'arn:aws:sts::111122223333:assumed-role/Dev/ann',
        'ann became om',
        'logs/a.json.gz',
        '2',
        '3',
      ],
      [
        'a-rule',
        RULE.id,
        'high',
        'both',
        '2026-01-01T00:00:00Z',
        'e-1',
        'ann',
        'sts:AssumeRole',
        '111122223333',
        'us-east-1',
        '',
        'ann became om',
        '',
        '',
        '',
      ],
    ]);
    expect(said.err).toMatch(/^2 matches of 1 rule would raise 2 alerts in 1 day\n100 events read/);
  });

  it('says last, on standard error, that it is of a part', async () => {
    const { said, io } = streams();
    const printer = await openBacktestPrinter({ format: 'csv' }, io);
    printer.print(reportOf([], { complete: false, stopped: 'stopped after 3 of 9 files.' }));
    expect(said.err.trimEnd().split('\n').at(-1)).toBe(
      'INCOMPLETE: stopped after 3 of 9 files. Every figure is of the part that was read.',
    );
    expect(said.out).not.toContain('INCOMPLETE');
  });

  it('has a head alone where nothing matched', async () => {
    const { said, io } = streams();
    (await openBacktestPrinter({ format: 'csv' }, io)).print(reportOf([]));
    expect(parseCsv(said.out)).toHaveLength(1);
  });

  it('has no cell that a spreadsheet takes for a formula', async () => {
    const { said, io } = streams();
    const printer = await openBacktestPrinter({ format: 'csv' }, io);
    for (const text of ['=1+1', '+1', '-1', '@x', '\t=1', '\r=1', HOSTILE])
      printer.onMatch?.(
        { ...RULE, rule: text },
        eventOf({ actor: text, alertTitle: text, eventID: text }),
        'match',
      );
    printer.print(reportOf([]));
    const [, ...records] = parseCsv(said.out);
    expect(records).toHaveLength(7);
    for (const record of records) {
      expect(record).toHaveLength(15);
      for (const cell of record) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }
  });
});

describe('--shown', () => {
  it.each([
    ['pretty', undefined, 5],
    ['json', undefined, 20],
    ['markdown', undefined, 20],
    ['html', undefined, 100],
    ['html', '7', 7],
    ['json', '0', 0],
  ] as const)('%s with %s: %i events', async (format, shown, events) => {
    const options = shown === undefined ? { format } : { format, shown };
    expect((await openBacktestPrinter(options, streams().io)).shown).toBe(events);
  });

  it.each([
    ['pretty', '-1', 'takes a whole number'],
    ['pretty', '1.5', 'takes a whole number'],
    ['csv', '5', 'no effect with --format csv'],
    ['ndjson', '5', 'no effect with --format ndjson'],
  ] as const)('%s does not take %s', async (format, shown, why) => {
    await expect(openBacktestPrinter({ format, shown }, streams().io)).rejects.toThrow(why);
  });
});

/** RFC 4180 character by character: quoted fields may hold everything. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let [record, field, quoted]: [string[], string, boolean] = [[], '', false];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character !== '"') field += character;
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',') {
      record.push(field);
      field = '';
    } else if (character === '\r' && text[at + 1] === '\n') {
      records.push([...record, field]);
      [record, field] = [[], ''];
      at += 1;
    } else field += character;
  }
  if (field !== '' || record.length > 0) throw new Error('The last record does not end with CRLF.');
  return records;
}

describe('a page', () => {
  const many = (rules: number) =>
    reportOf(
      Array.from({ length: rules }, (_, at) =>
        ruleOf(
          `rule-${at}`,
          { '2026-01-01': 100 },
          { events: Array.from({ length: 100 }, (__, n) => eventOf({ eventID: `e-${at}-${n}` })) },
        ),
      ),
    );
  const pageOf = async (rules: number, shown?: string) => {
    const { io, said } = streams();
    const printer = await openBacktestPrinter({ format: 'html', ...(shown && { shown }) }, io);
    printer.print(many(rules));
    return said.out;
  };

  it('of a thousand rules has fewer events of each, and says so', async () => {
    const page = await pageOf(1_000);
    expect(page).toContain('the earliest 20 of 100');
    expect(page).toContain('e-999-19<');
    expect(page).not.toContain('e-999-20<');
    expect(page.length).toBeLessThan(20_000_000);
  });

  it('of a few rules has all, and of many as many as were asked for', async () => {
    expect(await pageOf(3)).toContain('e-2-99<');
    expect(await pageOf(300)).not.toContain('e-2-99<');
    expect(await pageOf(300, '100')).toContain('e-2-99<');
  });
});
