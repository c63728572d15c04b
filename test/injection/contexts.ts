/**
 * Every lexical context that trailc prints a foreign text into, and what reads it back.
 *
 * Owns: the table, by template. Must not: test. A template without an entry fails contexts.test.ts, so does an entry
 * whose template is missing, and a pending context whose folder has come.
 */
export interface Context {
  readonly context: string;
  /** Below templates/; none where code writes the file. */
  readonly templates: readonly string[];
  /** The test file that reads it back; pending where trailc does not write it yet. */
  readonly readBy: string | 'pending';
  /** Of a pending context: a folder of templates that shows that it has come. */
  readonly folder?: string;
}

const TABLES = [
  'athena/table-organization.sql.hbs',
  'athena/table-projection.sql.hbs',
  'athena/table-region.sql.hbs',
  'athena/patch-extended.sql.hbs',
];
const SPL = ['spl/query.spl.hbs', 'spl/savedsearches.conf.hbs'];
const RULES = 'test/injection/rule.test.ts';
const NAMES = 'test/injection/names.test.ts';
const LISTS = 'test/injection/lists.test.ts';

export const CONTEXTS: readonly Context[] = [
  { context: 'SPL string', templates: SPL, readBy: RULES },
  { context: 'regular expression within an SPL string', templates: SPL, readBy: RULES },
  { context: 'term and setting of the first search', templates: SPL, readBy: NAMES },
  { context: 'value of a .conf setting', templates: ['spl/savedsearches.conf.hbs'], readBy: RULES },
  { context: 'comment of a .conf file', templates: ['spl/savedsearches.conf.hbs'], readBy: RULES },
  { context: 'name of a stanza', templates: ['spl/savedsearches.conf.hbs'], readBy: RULES },
  { context: 'cell of a lookup', templates: ['spl/lookup.csv.hbs'], readBy: LISTS },
  { context: 'SQL string', templates: ['athena/rule.sql.hbs'], readBy: RULES },
  { context: 'regular expression within an SQL string', templates: ['athena/rule.sql.hbs'], readBy: RULES },
  { context: 'JSON path within an SQL string', templates: ['athena/rule.sql.hbs'], readBy: RULES },
  { context: 'SQL comment', templates: ['athena/rule.sql.hbs'], readBy: RULES },
  { context: 'SQL identifier', templates: ['athena/rule.sql.hbs'], readBy: NAMES },
  { context: 'name and text of a Hive statement', templates: TABLES, readBy: NAMES },
  { context: 'YAML scalar, block, comment and key', templates: ['sigma/rule.yml.hbs'], readBy: RULES },
  { context: 'Sigma value and regular expression', templates: ['sigma/rule.yml.hbs'], readBy: RULES },
  { context: 'JSON of the manifest', templates: [], readBy: RULES },
  { context: 'path of a file', templates: [], readBy: NAMES },
  { context: 'Markdown of docs/reference', templates: [], readBy: 'test/injection/markdown.test.ts' },
  {
    context: 'files of a new repository',
    templates: [
      'init/extensions.json.hbs',
      'init/rule.yml.hbs',
      'init/settings.json.hbs',
      'init/trailc.config.yml.hbs',
    ],
    readBy: 'test/cli/commands.test.ts',
  },
  {
    context: 'comment within a search, and the rows of a self-test',
    templates: ['spl/selftest.spl.hbs', 'spl/canaries.spl.hbs', 'athena/selftest.sql.hbs'],
    readBy: 'test/injection/selftest.test.ts',
  },
  { context: 'CloudFormation', templates: [], readBy: 'pending', folder: 'templates/cloudformation' },
  { context: 'Terraform', templates: [], readBy: 'pending', folder: 'templates/terraform' },
  { context: 'argument of a Splunk macro', templates: [], readBy: 'pending', folder: 'templates/splunk-app' },
];
