import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DOCUMENTED } from '../../../src/targets/athena/profiles.ts';
import { createParts, eventLine, rawLine, trinoColumns, writePart } from './table.ts';

const folder = mkdtempSync(join(tmpdir(), 'trailc-table-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('trinoColumns', () => {
  it('has the columns of the user guide, in lower case', () => {
    const columns = trinoColumns(DOCUMENTED.columns);
    expect(columns).toContain('"eventname" varchar');
    expect(columns).toContain('"requestparameters" varchar');
    expect(columns).toContain('"resources" array(row("arn" varchar, "accountid" varchar, "type" varchar))');
    expect(columns).toContain('"attributes" row("mfaauthenticated" varchar, "creationdate" varchar)');
    expect(columns).toContain(
      '"webidfederationdata" row("federatedprovider" varchar, "attributes" map(varchar, varchar))',
    );
    expect(columns).not.toMatch(/[A-Z]/);
  });
});

describe('createParts', () => {
  it('has as many parts as there are, each a folder', () => {
    const statement = createParts('t', new Map([['eventName', { kind: 'text' }]]), join(folder, 'é t'), 12);
    expect(statement).toContain(`partition_projection_range = ARRAY['0', '11']`);
    expect(statement).toContain('%C3%A9%20t');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Trino's own placeholder
    expect(statement).toContain("/${_part}/'");
  });
});

describe('lines', () => {
  it('keeps the JSON of the event, whole, behind its number', () => {
    const event = { eventName: 'é\n"\ud800', nested: { a: [1, { b: null }] }, __proto__x: 1.5 };
    const line = eventLine(7, event);
    expect(line).toBe(`{"_row":7,${JSON.stringify(event).slice(1)}`);
    expect(JSON.parse(line)).toEqual({ _row: 7, ...event });
  });

  it.each([
    ['{}', '{"_row":3}'],
    ['  { "a" : 1.50 , "a" : 2 } ', '{"_row":3,"a" : 1.50 , "a" : 2 } '],
    ['{"a":', '{"_row":3,"a":'],
    ['no json', 'no json'],
    ['[1]', '[1]'],
    ['', ''],
  ])('takes %j as it is', (text, line) => {
    expect(rawLine(3, text)).toBe(line);
  });

  it('refuses what would be two lines', () => {
    expect(() => rawLine(1, '{\n}')).toThrow('line break');
  });

  it('writes a part as lines', () => {
    writePart(folder, 4, ['a', 'b']);
    expect(readFileSync(join(folder, '4', 'events.json'), 'utf8')).toBe('a\nb\n');
  });
});
