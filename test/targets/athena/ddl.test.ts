import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileTemplate } from '../../../src/bundle/handlebars.ts';
import type { Columns, ColumnType } from '../../../src/targets/athena/columns.ts';
import { ddlOf, patchOf } from '../../../src/targets/athena/ddl.ts';
import { DOCUMENTED, EXTENDED, findProfile, PROFILES } from '../../../src/targets/athena/profiles.ts';
import type { Artefact } from '../../../src/targets/shared/target.ts';
import { environment } from './environment.ts';

async function render(artefact: Artefact | undefined): Promise<string> {
  if (artefact === undefined) return '';
  const template = readFileSync(new URL(`../../../templates/${artefact.template}`, import.meta.url), 'utf8');
  const rendering = (await compileTemplate(template))(artefact.view);
  return rendering.kind === 'text' ? rendering.text : JSON.stringify(rendering.fault);
}

const LOCATIONS = {
  region: 's3://my-trail/AWSLogs/111122223333/CloudTrail/',
  projection: 's3://my-trail/AWSLogs/111122223333/CloudTrail/eu-central-1/',
  organization: 's3://my-trail/AWSLogs/o-abc123/',
};

/** The columns of a statement, read back: name to type without white space. */
function columnsIn(statement: string): ReadonlyMap<string, string> {
  const body = /CREATE EXTERNAL TABLE [^\n]* \(\n(.*?)\n\)\n/s.exec(statement)?.[1] ?? '';
  const entries = body.split(/,\n {2}(?! )/).map((column): [string, string] => {
    const [name = '', ...type] = column.trim().split(' ');
    return [name, type.join('').replace(/\s+/g, '')];
  });
  return new Map(entries);
}

function typeOf(type: ColumnType): string {
  const members = (columns: Columns) =>
    `STRUCT<${[...columns].map(([name, member]) => `${name.toLowerCase()}:${typeOf(member)}`).join(',')}>`;
  if (type.kind === 'struct') return members(type.members);
  if (type.kind === 'array') return `ARRAY<${members(type.members)}>`;
  return type.kind === 'map' ? 'MAP<STRING,STRING>' : 'STRING';
}

describe('ddlOf', () => {
  it.each(PROFILES.map((profile) => [profile.name, profile] as const))('prints %s', async (name, profile) => {
    const { value, diagnostics } = ddlOf(profile, environment({ location: LOCATIONS[profile.layout] }));
    expect(diagnostics).toEqual([]);
    const statement = await render(value);
    await expect(statement).toMatchFileSnapshot(`golden/table-${name}.sql`);
    expect(columnsIn(statement)).toEqual(
      new Map([...profile.columns].map(([column, type]) => [column.toLowerCase(), typeOf(type)])),
    );
  });

  it('wants a location, and says which', () => {
    const { value, diagnostics } = ddlOf(DOCUMENTED, environment({}));
    expect(value).toBeUndefined();
    expect(diagnostics.map((diagnostic) => [diagnostic.code, diagnostic.do])).toEqual([
      [
        'target/athena-no-location',
        "Add it to the environment: athena: { location: 's3://BUCKET/AWSLogs/ACCOUNT/CloudTrail/' }.",
      ],
    ]);
  });

  it.each([
    ['documented', 's3://my-trail/AWSLogs/111122223333/'],
    ['documented', 's3://my-trail/AWSLogs/111122223333/CloudTrail/eu-central-1/'],
    ['projection', 's3://my-trail/AWSLogs/111122223333/CloudTrail/'],
    ['organization', 's3://my-trail/AWSLogs/111122223333/CloudTrail/'],
  ])('doubts a location that is not of %s: %s', (name, location) => {
    const { value, diagnostics } = ddlOf(findProfile(name) ?? EXTENDED, environment({ location }));
    expect(value).toBeDefined();
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ['target/athena-location', 'warning'],
    ]);
  });

  it('takes a location with or without its last slash, a prefix and an organization', () => {
    const view = (location: string) => ddlOf(DOCUMENTED, environment({ location })).value?.view;
    expect(view('s3://my-trail/AWSLogs/111122223333/CloudTrail')).toEqual(
      view('s3://my-trail/AWSLogs/111122223333/CloudTrail/'),
    );
    const location = 's3://my-trail/some/prefix/AWSLogs/o-abc123/111122223333/CloudTrail/';
    expect(ddlOf(DOCUMENTED, environment({ location })).diagnostics).toEqual([]);
  });

  it('keeps a hostile location in its quotes', async () => {
    // No configuration lets such a text through; the printer does not rely on it.
    const { value } = ddlOf(DOCUMENTED, environment({ location: "s3://x'; DROP TABLE y; --\\" }));
    expect(value?.view.location).toBe("'s3://x\\'; DROP TABLE y; --\\\\/'");
  });
});

describe('patchOf', () => {
  it.each(['extended', 'extended-projection'])('prints what an existing table lacks (%s)', async (name) => {
    const { value } = patchOf(findProfile(name) ?? EXTENDED, environment({}));
    await expect(await render(value)).toMatchFileSnapshot(`golden/patch-${name}.sql`);
  });

  it('changes each column that differs and adds each that is new, no other', () => {
    const { value } = patchOf(EXTENDED, environment({}));
    const names = (columns: unknown) => (columns as { name: string }[] | undefined)?.map(({ name }) => name);
    expect(names(value?.view.changed)).toEqual(['useridentity', 'tlsdetails']);
    const lacked = [...EXTENDED.columns.keys()].filter((key) => !DOCUMENTED.columns.has(key));
    expect(names(value?.view.added)).toEqual(lacked.map((key) => key.toLowerCase()));
  });

  it('has nothing to say of a profile that adds no column', () => {
    const { value, diagnostics } = patchOf(findProfile('projection') ?? DOCUMENTED, environment({}));
    expect(value).toBeUndefined();
    expect(diagnostics.map((diagnostic) => diagnostic.do)).toEqual([
      'Name the profile to reach: trailc ddl --patch --profile extended-projection.',
    ]);
  });
});
