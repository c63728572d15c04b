/**
 * Terraform itself, with the AWS provider: `terraform validate`, `terraform test` with a provider that pretends, the
 * provider's schema, and what Terraform's templates make of a text.
 *
 * Owns: asking it, in folders of its own below the temporary one. Nothing is planned or created, and no account is needed.
 * Must not: know where the files come from.
 *
 * The provider comes from the registry, or from a folder of providers that TRAILC_TERRAFORM_PLUGINS names (what
 * `terraform providers mirror` makes, unpacked).
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { template } from '../../../src/targets/athena/stack/terraform-text.ts';
import { HOSTILE, isWhole } from '../../injection/hostile.ts';
import type { Check, Finding } from '../check.ts';
import { run } from '../sigma/program.ts';
import { type Block, DATA_SOURCES, RESOURCES } from './arguments.ts';

export interface Stack {
  readonly name: string;
  /** By file name. */
  readonly files: ReadonlyMap<string, string>;
}

const FILES = ['stack.tf.json', 'state-machine.asl.json'];

async function inFolder<T>(
  files: ReadonlyMap<string, string>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'trailc-terraform-'));
  try {
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const terraform = (folder: string, ...args: readonly string[]) =>
  run('terraform', [`-chdir=${folder}`, ...args], {
    env: { TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' },
  });

/** Why Terraform or the provider cannot be had; undefined where the folder is ready. */
async function unready(folder: string): Promise<string | undefined> {
  const plugins = process.env.TRAILC_TERRAFORM_PLUGINS;
  const from = plugins === undefined || plugins === '' ? [] : [`-plugin-dir=${plugins}`];
  const { code, stdout, stderr } = await terraform(folder, 'init', '-input=false', '-no-color', ...from);
  if (code === 0) return undefined;
  return code === 'missing'
    ? 'there is no terraform'
    : `${stdout}${stderr}`.trim().split('\n').slice(-3).join(' ');
}

interface Validated {
  readonly valid: boolean;
  readonly diagnostics: readonly {
    readonly severity: string;
    readonly summary: string;
    readonly detail?: string;
  }[];
}

/** What stack.tftest.hcl asks; it is of the first stack. */
const TESTS = 'test/lane/terraform/stack.tftest.hcl';

/** Nothing, with the reason, where Terraform or the provider is missing. */
export async function terraformChecks(stacks: readonly Stack[]): Promise<readonly Check[] | string> {
  const validated: Finding[] = [];
  let by = '';
  const schema: Finding[] = [];
  const tests: Finding[] = [];
  for (const { name, files } of stacks) {
    const own = new Map(FILES.map((file) => [file, files.get(file) ?? '']));
    const missing = await inFolder(own, async (folder) => {
      const why = await unready(folder);
      if (why !== undefined) return why;
      if (by === '') {
        by = await versions(folder);
        schema.push(...(await tableFindings(folder)));
        tests.push(...(await testFindings(folder)));
      }
      const { stdout } = await terraform(folder, 'validate', '-json');
      const said = JSON.parse(stdout) as Validated;
      const detail = said.diagnostics
        .map((one) => `${one.severity}: ${one.summary} ${one.detail ?? ''}`)
        .join('; ');
      validated.push({
        name,
        ok: said.valid && said.diagnostics.length === 0,
        ...(detail === '' ? {} : { detail }),
      });
      return undefined;
    });
    if (missing !== undefined) return missing;
  }
  return [
    { name: 'every Terraform stack is valid, without a warning', by, findings: validated },
    { name: 'the table of arguments agrees with the provider', by, findings: schema },
    {
      name: 'a Terraform stack comes to what it says, applied with a provider that pretends',
      by,
      findings: tests,
    },
    await textCheck(by),
  ];
}

async function versions(folder: string): Promise<string> {
  const { stdout } = await terraform(folder, 'version', '-json');
  const said = JSON.parse(stdout) as {
    readonly terraform_version: string;
    readonly provider_selections: Readonly<Record<string, string>>;
  };
  const [provider = ''] = Object.values(said.provider_selections);
  return `Terraform ${said.terraform_version}, AWS provider ${provider}`;
}

interface TestLine {
  readonly type: string;
  readonly '@message': string;
  readonly test_run?: { readonly run: string; readonly status?: string; readonly progress?: string };
  readonly diagnostic?: { readonly summary: string; readonly detail: string };
}

async function testFindings(folder: string): Promise<readonly Finding[]> {
  const text = readFileSync(TESTS, 'utf8');
  writeFileSync(join(folder, 'stack.tftest.hcl'), text);
  const { stdout } = await terraform(folder, 'test', '-json');
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as TestLine);
  const said = lines.flatMap(({ diagnostic }) => (diagnostic === undefined ? [] : [diagnostic.detail]));
  const status = new Map(
    lines.map(({ test_run: one }) => [one?.run, one?.status] as const).filter(([, is]) => is !== undefined),
  );
  return [...text.matchAll(/^run "(\w+)"/gm)].map(([, run = '']): Finding => {
    const ok = status.get(run) === 'pass';
    return { name: run, ok, ...(ok ? {} : { detail: said.join('; ') }) };
  });
}

interface SchemaBlock {
  readonly attributes?: Readonly<
    Record<string, { readonly required?: boolean; readonly optional?: boolean }>
  >;
  readonly block_types?: Readonly<Record<string, { readonly block: SchemaBlock }>>;
}
type Schemas = Readonly<Record<string, { readonly block: SchemaBlock }>>;

async function tableFindings(folder: string): Promise<readonly Finding[]> {
  const { stdout } = await terraform(folder, 'providers', 'schema', '-json');
  const { provider_schemas: all } = JSON.parse(stdout) as {
    readonly provider_schemas: Readonly<
      Record<string, { resource_schemas: Schemas; data_source_schemas: Schemas }>
    >;
  };
  const [aws] = Object.values(all);
  const compare = (table: Readonly<Record<string, Block>>, schemas: Schemas) =>
    Object.entries(table).map(([type, block]): Finding => {
      const faults = differences(type, block, schemas[type]?.block ?? {});
      return {
        name: type,
        ok: faults.length === 0,
        ...(faults.length === 0 ? {} : { detail: faults.join('; ') }),
      };
    });
  return aws === undefined
    ? [{ name: 'schema', ok: false, detail: 'the provider gave none' }]
    : [...compare(RESOURCES, aws.resource_schemas), ...compare(DATA_SOURCES, aws.data_source_schemas)];
}

/** What the table says and the provider does not: a newer provider may know more. */
function differences(place: string, table: Block, schema: SchemaBlock): readonly string[] {
  const words = (text = '') => text.split(' ').filter((word) => word !== '');
  const attributes = schema.attributes ?? {};
  const required = Object.keys(attributes).filter((name) => attributes[name]?.required === true);
  return [
    ...required
      .filter((name) => !words(table.required).includes(name))
      .map((name) => `${place}.${name} is required`),
    ...words(table.required)
      .filter((name) => !required.includes(name))
      .map((name) => `${place}.${name} is not required`),
    ...words(table.optional)
      .filter((name) => attributes[name]?.optional !== true)
      .map((name) => `${place}.${name} is not optional`),
    ...Object.entries(table.blocks ?? {}).flatMap(([name, block]) => {
      const held = schema.block_types?.[name];
      return held === undefined
        ? [`${place}.${name} is no block`]
        : differences(`${place}.${name}`, block, held.block);
    }),
  ];
}

/** Terraform drops a byte order mark at the start of a text, where trailc has none, and keeps texts in NFC. */
const expected = (text: string) => text.replace(/^\ufeff/, '').normalize('NFC');

/** Hostile texts as outputs: no provider, nothing created. */
async function textCheck(by: string): Promise<Check> {
  const marks = ['$', '%'].flatMap((mark) =>
    [1, 2, 3, 4, 9].flatMap((count) =>
      ['{', '{x}', '{"x"}{', '%{x}'].map((rest) => mark.repeat(count) + rest),
    ),
  );
  const texts = [...new Set([...marks, ...HOSTILE.filter(isWhole)])];
  const output = Object.fromEntries(texts.map((text, at) => [`o${at}`, { value: template(text) }]));
  return inFolder(new Map([['main.tf.json', JSON.stringify({ output })]]), async (folder) => {
    await terraform(folder, 'init', '-input=false', '-no-color');
    const applied = await terraform(folder, 'apply', '-auto-approve', '-no-color');
    const { stdout } = await terraform(folder, 'output', '-json');
    const values =
      applied.code === 0 ? (JSON.parse(stdout) as Readonly<Record<string, { readonly value: string }>>) : {};
    const findings = texts.map((text, at): Finding => {
      const value = values[`o${at}`]?.value;
      const ok = value === expected(text);
      return {
        name: JSON.stringify(text).slice(0, 60),
        ok,
        ...(ok ? {} : { detail: `it came out as ${JSON.stringify(value)}` }),
      };
    });
    return { name: 'every text comes out of a Terraform template as it went in', by, findings };
  });
}
