/** Every diagnostic of this room as people see it, so that a change of words is seen too. */
import { expect, it } from 'vitest';
import { diagnose } from '../../src/base/catalogue.ts';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { BUNDLE_DIAGNOSTICS } from '../../src/base/diagnostics/bundle.ts';
import { renderDiagnostics } from '../../src/cli/report/diagnostics.ts';

const config = { path: 'trailc.config.yml', text: 'trailc: 1\ntemplates: mine\n' };
const template = { path: 'mine/athena/rule.sql.hbs', text: '-- {{title}}\n{{qeury}}\n{{> head}}\n' };
const at = (source: typeof config, word: string) => {
  const start = source.text.indexOf(word);
  return { source, start, end: start + word.length };
};
const RULE = 'detections/root-login.yml';
const OUT = 'dist/bundles/example';

const SAMPLES: readonly Diagnostic[] = [
  diagnose('bundle/templates-folder', at(config, 'mine'), { folder: 'mine', reason: 'it is not a folder' }),
  diagnose('bundle/template-unused', 'mine/athena/rules.sql.hbs', {
    template: 'athena/rules.sql.hbs',
    suggestion: ' Did you mean "athena/rule.sql.hbs"?',
  }),
  diagnose('bundle/template-missing', 'spl/none.hbs', { template: 'spl/none.hbs', suggestion: '' }),
  diagnose('bundle/template-outside', 'mine/spl/query.spl.hbs', { template: 'spl/query.spl.hbs' }),
  diagnose('bundle/template-syntax', at(template, '{{title}}'), {
    reason: 'a closing tag "{{/…}}" closes no block',
  }),
  diagnose('bundle/template-unknown-value', at(template, 'qeury'), {
    name: 'qeury',
    suggestion: ' Did you mean "query"?',
  }),
  diagnose('bundle/template-unknown-helper', at(template, 'qeury'), {
    name: 'qeury',
    known: ['if', 'lines'],
    suggestion: '',
  }),
  diagnose('bundle/template-refused', at(template, '{{> head}}'), { part: 'a partial ("{{> …}}")' }),
  diagnose('bundle/template-failed', template.path, { reason: '"lines" wants 1 or 2 arguments, and got 3' }),
  diagnose('bundle/path-refused', RULE, {
    path: 'athena/con.sql',
    reason: '"con.sql" is the name of a device on Windows',
  }),
  diagnose('bundle/path-collision', RULE, {
    path: 'splunk/a',
    other: 'splunk/a',
    rule: 'one',
    otherRule: 'two',
  }),
  diagnose('bundle/path-collision', RULE, {
    path: 'splunk/A',
    other: 'splunk/a',
    rule: 'one',
    otherRule: 'two',
  }),
  diagnose('bundle/profiles-differ', RULE, { target: 'spl', profile: 'raw', other: 'extracted' }),
  diagnose('bundle/out-not-a-folder', OUT, { folder: OUT, found: 'a symbolic link' }),
  diagnose('bundle/out-not-ours', OUT, { folder: OUT, found: 'thesis.doc' }),
  diagnose('bundle/out-manifest', OUT, { folder: OUT, reason: 'it is not JSON' }),
  diagnose('bundle/out-link', `${OUT}/link`, { path: `${OUT}/link`, found: 'a symbolic link' }),
  diagnose('bundle/out-in-the-way', `${OUT}/splunk/A`, { path: `${OUT}/splunk/A`, ours: 'splunk/a' }),
  diagnose('bundle/out-in-use', OUT, { folder: OUT }),
  diagnose('bundle/out-unfinished', OUT, { folder: OUT, old: 'dist/bundles/.example.trailc-old' }),
  diagnose('bundle/write-failed', OUT, { path: `${OUT}/splunk`, reason: 'the disk is full' }),
  diagnose('bundle/leftover', 'dist/bundles/.example.trailc-old', {
    path: 'dist/bundles/.example.trailc-old',
    reason: 'you have no permission',
  }),
];

it('reads well', async () => {
  await expect(renderDiagnostics(SAMPLES, { color: false })).toMatchFileSnapshot('golden/diagnostics.txt');
});

it('has a sample of each', () => {
  const shown = new Set(SAMPLES.map(({ code }) => code));
  expect([...shown].sort()).toEqual(Object.keys(BUNDLE_DIAGNOSTICS).sort());
});
