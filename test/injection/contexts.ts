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
  {
    context: 'YAML of a Sigma filter, and of a pipeline',
    templates: ['sigma/filter.yml.hbs', 'sigma/pipeline.yml.hbs'],
    readBy: 'test/injection/sigma-package.test.ts',
  },
  {
    context: 'Markdown of CONVERSION.md',
    templates: ['sigma/conversion.md.hbs'],
    readBy: 'test/injection/sigma-package.test.ts',
  },
  {
    context: 'SQL string, comment and identifier of a view and of a prepared statement',
    templates: ['athena/list-view.sql.hbs', 'athena/prepared.sql.hbs', 'athena/view.sql.hbs'],
    readBy: 'test/injection/athena-views.test.ts',
  },
  { context: 'JSON of the manifest', templates: [], readBy: RULES },
  { context: 'path of a file', templates: [], readBy: NAMES },
  { context: 'Markdown of docs/reference', templates: [], readBy: 'test/injection/markdown.test.ts' },
  {
    context: 'Markdown of a bundle',
    templates: ['bundle/README.md.hbs'],
    readBy: 'test/injection/readme.test.ts',
  },
  {
    context: 'Markdown and JSON of the catalogue',
    templates: ['docs/index.md.hbs', 'docs/navigator-layer.json.hbs', 'docs/rule.md.hbs'],
    readBy: 'test/injection/pages.test.ts',
  },
  {
    context: 'files of a new repository',
    templates: [
      'init/extensions.json.hbs',
      'init/gitignore.hbs',
      'init/package.json.hbs',
      'init/rule.yml.hbs',
      'init/settings.json.hbs',
      'init/trailc.config.yml.hbs',
      'init/workflow.yml.hbs',
    ],
    readBy: 'test/cli/init.test.ts',
  },
  {
    context: 'YAML scalar of a rule made from an event, and JSON of its fixture',
    templates: ['init/rule-from-event.yml.hbs'],
    readBy: 'test/cli/new-from-event.test.ts',
  },
  {
    context: 'comment within a search, and the rows of a self-test',
    templates: ['spl/selftest.spl.hbs', 'spl/canaries.spl.hbs', 'athena/selftest.sql.hbs'],
    readBy: 'test/injection/selftest.test.ts',
  },
  {
    context: 'comments and key of the query for an issuing call',
    templates: ['spl/trace.spl.hbs', 'athena/trace.sql.hbs'],
    readBy: 'test/trace-query.test.ts',
  },
  {
    context: 'JSON of CloudFormation, of a state machine, and of Terraform, where every string is a template',
    templates: [
      'athena/stack/stack.template.json.hbs',
      'athena/stack/stack.tf.json.hbs',
      'athena/stack/state-machine.asl.json.hbs',
    ],
    readBy: 'test/injection/stack.test.ts',
  },
  {
    context: '.conf files, JSON and Markdown of a Splunk app',
    templates: [
      'app.conf',
      'app.manifest',
      'default.meta',
      'macros.conf',
      'nav.xml',
      'README.md',
      'savedsearches.conf',
      'transforms.conf',
    ].map((name) => `spl/app/${name}.hbs`),
    readBy: 'test/injection/splunk-app.test.ts',
  },
];
