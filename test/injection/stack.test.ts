/**
 * Hostile text in the templates of an Athena stack: what is read back is the text itself, within its own string, and
 * everything around it is as with a benign one.
 */
import { describe, expect, it } from 'vitest';
import type { StackInput } from '../../src/targets/athena/stack/input.ts';
import { EVENTS_VIEW, sampleInput, sampleRule, stackFiles } from '../targets/athena/stack-sample.ts';
import { HOSTILE, isWhole, letters } from './hostile.ts';
import { type Part, readTemplate } from './read-terraform.ts';

// biome-ignore lint/suspicious/noExplicitAny: templates are looked into at every depth
type Held = any;

/** Marks in runs of every length, beside the texts that all formats are tried with. */
const RUNS = ['$', '%'].flatMap((mark) => [1, 2, 3, 4].map((count) => `a${mark.repeat(count)}{b}`));
const texts = [...new Set([...HOSTILE.filter((text) => isWhole(text) && text.length < 400), ...RUNS])];
const isComposed = (text: string) => text === text.normalize('NFC');

const inputOf = (text: string): StackInput =>
  sampleInput({
    views: [{ ...EVENTS_VIEW, sql: `SELECT ${text}`, comment: `A view. ${text}` }],
    rules: [
      sampleRule('one', {
        title: `T ${text}`,
        namedQuery: `SELECT ${text}`,
        prepared: isComposed(text) ? `SELECT ? ${text}` : 'SELECT ?',
      }),
    ],
  });

function read(text: string): {
  readonly cloudFormation: Held;
  readonly terraform: Held;
  readonly machine: string;
} {
  const files = stackFiles(inputOf(text));
  expect([...files.keys()].sort()).toEqual([
    'stack.template.json',
    'stack.tf.json',
    'state-machine.asl.json',
  ]);
  // No reader has to know a character that is not plain.
  for (const file of files.values()) expect(file).toMatch(/^[\x20-\x7e\n]*$/);
  return {
    cloudFormation: JSON.parse(files.get('stack.template.json') ?? ''),
    terraform: JSON.parse(files.get('stack.tf.json') ?? ''),
    machine: files.get('state-machine.asl.json') ?? '',
  };
}

/** The tree without its texts: keys, and what is not a text. */
function shape(value: Held): Held {
  if (typeof value === 'string') return 'text';
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, shape(held)]));
}

/** Every expression of a file of Terraform, in order. */
function expressions(value: Held): readonly string[] {
  if (typeof value === 'string')
    return readTemplate(value).flatMap(({ kind, text }: Part) => (kind === 'expression' ? [text] : []));
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(expressions) : [];
}

const only = (template: string): string => {
  const parts = readTemplate(template);
  expect(parts.length).toBeLessThanOrEqual(1);
  return parts[0]?.text ?? '';
};

const benign = read('benign');

describe.each(texts)('%j', (text) => {
  const { cloudFormation, terraform, machine } = read(text);

  it('changes no key, no function and no reference', () => {
    expect(shape(cloudFormation)).toEqual(shape(benign.cloudFormation));
    expect(shape(terraform)).toEqual(shape(benign.terraform));
    expect(expressions(terraform)).toEqual(expressions(benign.terraform));
    expect(machine).toBe(benign.machine);
  });

  it('is read back from CloudFormation', () => {
    const { QueryOne, StatementOne, ScheduleOne, ViewCloudtrailLogsEvents } = cloudFormation.Resources;
    expect(QueryOne.Properties.QueryString).toBe(`SELECT ${text}`);
    if (isComposed(text)) expect(StatementOne.Properties.QueryStatement).toBe(`SELECT ? ${text}`);
    expect(letters(QueryOne.Properties.Description)).toContain(letters(text.normalize('NFC')));
    const [, parts] = ScheduleOne.Properties.Target.Input['Fn::Join'];
    const { rule, namedQueryId } = JSON.parse(
      parts.map((part: Held) => (typeof part === 'string' ? part : 'ID')).join(''),
    );
    expect([namedQueryId, letters(rule.title)]).toEqual(['ID', letters(`T ${text}`.normalize('NFC'))]);
    const table = ViewCloudtrailLogsEvents.Properties.TableInput;
    expect(table.Description).toBe(`A view. ${text}`);
    const base64 = table.ViewOriginalText.slice('/* Presto View: '.length, -' */'.length);
    expect(JSON.parse(Buffer.from(base64, 'base64').toString('utf8')).originalSql).toBe(`SELECT ${text}`);
  });

  it('is read back from Terraform', () => {
    const { one } = terraform.locals.rules;
    expect(only(one.query)).toBe(`SELECT ${text}`);
    if (isComposed(text)) expect(only(one.prepared)).toBe(`SELECT ? ${text}`);
    expect(letters(only(one.description))).toContain(letters(text.normalize('NFC')));
    expect(letters(JSON.parse(only(one.schedule.facts)).title)).toBe(letters(`T ${text}`.normalize('NFC')));
    const view = terraform.resource.aws_glue_catalog_table.cloudtrail_logs_events;
    expect(only(view.description)).toBe(`A view. ${text}`);
    expect(view.view_original_text).toBe(
      cloudFormation.Resources.ViewCloudtrailLogsEvents.Properties.TableInput.ViewOriginalText,
    );
  });
});
