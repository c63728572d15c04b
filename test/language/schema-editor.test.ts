/** What an editor shows: the generated schema in the server that editors use for YAML. */
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { allFields } from '../../src/language/fields.ts';
import { OPERATOR_NAMES } from '../../src/language/operators.ts';
import { editorSchemas } from '../../src/language/schema.ts';

interface Place {
  readonly line: number;
  readonly character: number;
}
interface Service {
  configure(settings: unknown): void;
  doComplete(
    document: unknown,
    at: Place,
    kubernetes: boolean,
  ): Promise<{ readonly items: readonly { readonly label: string }[] }>;
  doHover(document: unknown, at: Place): Promise<{ readonly contents: { readonly value: string } } | null>;
}

// The server is CommonJS and its types need the packages of an editor, so it is loaded untyped.
const require = createRequire(import.meta.url);
const { getLanguageService } = require('yaml-language-server') as {
  getLanguageService: (context: unknown) => Service;
};
const { TextDocument } = require('vscode-languageserver-textdocument') as {
  TextDocument: {
    create: (
      uri: string,
      language: string,
      version: number,
      text: string,
    ) => { positionAt: (offset: number) => Place };
  };
};

const documents = new Map<string, unknown>();
const silent = () => undefined;
const service = getLanguageService({
  schemaRequestService: () => Promise.reject(new Error('nothing is fetched')),
  workspaceContext: { resolveRelativePath: (path: string) => path },
  telemetry: { send: silent, sendError: silent, sendTrack: silent },
  yamlSettings: { documents, workspaceFolders: [] },
  clientCapabilities: {},
});
const schema = editorSchemas(allFields()).rule;
service.configure({
  completion: true,
  hover: true,
  schemas: [{ uri: 'file:///rule.schema.json', fileMatch: ['*.yml'], schema }],
});

/** Opens the text without its mark `|`, and gives the place of the mark. */
function open(marked: string) {
  const uri = `file:///rule-${documents.size}.yml`;
  const document = TextDocument.create(uri, 'yaml', 1, marked.replace('|', ''));
  documents.set(uri, document);
  return { document, at: document.positionAt(marked.indexOf('|')) };
}

async function offered(marked: string): Promise<readonly string[]> {
  const { document, at } = open(marked);
  return (await service.doComplete(document, at, false)).items.map(({ label }) => label);
}

async function shown(marked: string): Promise<string> {
  const { document, at } = open(marked);
  return (await service.doHover(document, at))?.contents.value ?? '';
}

describe('completion', () => {
  it.each([
    ['trailc: 1\nstatus: |', ['experimental', 'test', 'stable', 'deprecated']],
    ['match:\n  |', ['all', 'any', 'not', 'inList', 'session.name', 'eventName', 'userIdentity.arn']],
    ['match:\n  any:\n    - |', ['eventName', 'not']],
    ['match:\n  eventName:\n    |', [...OPERATOR_NAMES, 'not', 'ignoreCase']],
    ["match:\n  'resources[]':\n    |", ['some', 'exists', 'matches']],
    ["match:\n  'resources[]':\n    some:\n      |", ['all', 'any', 'not', 'inList']],
    ['params:\n  p:\n    type: |', ['text', 'integer', 'boolean', 'duration', 'list<text>']],
    ['match:\n  inList:\n    |', ['list', 'columns', 'ignoreCase']],
    ['tests:\n  - name: x\n    expect: |', ['match', 'no-match']],
  ])('%j', async (marked, labels) => {
    expect(await offered(marked)).toEqual(expect.arrayContaining(labels));
  });
});

describe('hover', () => {
  it('shows what a field is, also above operators', async () => {
    const field = allFields().find(({ name }) => name === 'eventName');
    expect(await shown('match:\n  event|Name: { endsWith: A }\n')).toContain(field?.description.slice(0, 30));
  });

  it('shows what an operator means', async () => {
    expect(await shown('match:\n  eventName: { ends|With: A }\n')).toContain(
      'The text of the field ends with the value',
    );
  });
});
