/** Diagnostics of the area `bundle`: templates, the plan of a bundle, and writing it to the disk. See ../catalogue.ts. */
import { entry } from '../diagnostic.ts';

export interface Template {
  readonly template: string;
}
export interface Out {
  readonly folder: string;
}

const TEMPLATE_WHY = 'A file of the bundle is made from this template; without it the bundle is not built.';
const TEMPLATE_DO =
  "Correct the template, or remove it from your templates folder: trailc's own is used then.";
const UNTOUCHED = 'Nothing was written; what stood there stands there still.';

export const BUNDLE_DIAGNOSTICS = {
  'bundle/templates-folder': entry<Out & { readonly reason: string }>({
    severity: 'error',
    example: { folder: 'templates', reason: 'it is not a folder' },
    what: ({ folder, reason }) => `The templates folder "${folder}" cannot be used: ${reason}.`,
    why: () => "trailc's own templates would be used in its place without a word.",
    do: () => 'Create the folder, correct "templates" in trailc.config.yml, or take the key out.',
  }),
  'bundle/template-unused': entry<Template & { readonly suggestion: string }>({
    severity: 'warning',
    example: { template: 'athena/rules.sql.hbs', suggestion: '' },
    what: ({ template, suggestion }) => `The template "${template}" overrides nothing.${suggestion}`,
    why: () => 'A template takes effect only under the name of one that trailc has; this file is never read.',
    do: () => 'Rename it to the template that it should replace, or remove it.',
  }),
  'bundle/template-missing': entry<Template & { readonly suggestion: string }>({
    severity: 'error',
    example: { template: 'spl/none.hbs', suggestion: '' },
    what: ({ template, suggestion }) => `There is no template "${template}".${suggestion}`,
    why: () => TEMPLATE_WHY,
    do: () => "The file belongs to trailc's own templates folder: install trailc anew.",
  }),
  'bundle/template-outside': entry<Template>({
    severity: 'error',
    example: { template: 'spl/query.spl.hbs' },
    what: ({ template }) => `The template "${template}" leads out of its templates folder.`,
    why: () =>
      'A template is read only from inside that folder, so that a bundle holds nothing else of the machine.',
    do: () => 'Put the file itself into the folder in place of the link.',
  }),
  'bundle/template-syntax': entry<{ readonly reason: string }>({
    severity: 'error',
    example: { reason: 'a closing tag "{{/…}}" closes no block' },
    what: ({ reason }) => `The template cannot be read: ${reason}.`,
    why: () => TEMPLATE_WHY,
    do: () => TEMPLATE_DO,
  }),
  'bundle/template-unknown-value': entry<{ readonly name: string; readonly suggestion: string }>({
    severity: 'error',
    example: { name: 'qeury', suggestion: ' Did you mean "query"?' },
    what: ({ name, suggestion }) => `The template asks for "${name}", which is not there.${suggestion}`,
    why: () => 'An empty place in a query or a configuration file could change what it does.',
    do: () => `Use a name that trailc's own template of this name uses, or wrap it in {{#if}} … {{/if}}.`,
  }),
  'bundle/template-unknown-helper': entry<{
    readonly name: string;
    readonly known: readonly string[];
    readonly suggestion: string;
  }>({
    severity: 'error',
    example: { name: 'upper', known: ['if', 'lines'], suggestion: '' },
    what: ({ name, suggestion }) => `The template calls "${name}", which is no helper.${suggestion}`,
    why: () => 'Templates put finished texts in their places; everything else is done before them.',
    do: ({ known }) => `Use one of: ${known.join(', ')}.`,
  }),
  'bundle/template-refused': entry<{ readonly part: string }>({
    severity: 'error',
    example: { part: 'a partial ("{{> …}}")' },
    what: ({ part }) => `The template uses ${part}, which trailc does not allow.`,
    why: () => 'A template sees the values of one file and nothing of the program around it.',
    do: () => 'Write the text out in this template, with plain names of values.',
  }),
  'bundle/template-failed': entry<{ readonly reason: string }>({
    severity: 'error',
    example: { reason: '"lines" wants 1 or 2 arguments, and got 3' },
    what: ({ reason }) => `The template failed: ${reason}.`,
    why: () => TEMPLATE_WHY,
    do: () => TEMPLATE_DO,
  }),
  'bundle/path-refused': entry<{ readonly path: string; readonly reason: string }>({
    severity: 'error',
    example: { path: 'athena/con.sql', reason: '"con.sql" is the name of a device on Windows' },
    what: ({ path, reason }) => `The bundle cannot hold a file "${path}": ${reason}.`,
    why: () => 'A bundle is the same on Linux, macOS and Windows, and stays inside its own folder.',
    do: () => 'Rename the rule file that it is made from.',
  }),
  'bundle/path-collision': entry<{
    readonly path: string;
    readonly other: string;
    readonly rule: string;
    readonly otherRule: string;
  }>({
    severity: 'error',
    example: { path: 'splunk/A', other: 'splunk/a', rule: 'one', otherRule: 'two' },
    what: ({ path, other, rule, otherRule }) =>
      path === other
        ? `The rules "${rule}" and "${otherRule}" both write "${path}", with different contents.`
        : `"${path}" of the rule "${rule}" and "${other}" of the rule "${otherRule}" cannot stand in one folder.`,
    why: () =>
      'One would replace the other; where file names ignore case, so would names that differ in case only.',
    do: () => 'Rename one of the two rule files.',
  }),
  'bundle/profiles-differ': entry<{
    readonly target: string;
    readonly profile: string;
    readonly other: string;
  }>({
    severity: 'error',
    example: { target: 'spl', profile: 'raw', other: 'extracted' },
    what: ({ target, profile, other }) =>
      `The bundle would hold ${target} files of two profiles: "${profile}" and "${other}".`,
    why: () => 'The manifest names one profile for each target, and so does whoever installs the bundle.',
    do: () => 'Build one bundle for each profile, into folders of their own.',
  }),
  'bundle/out-not-a-folder': entry<Out & { readonly found: string }>({
    severity: 'error',
    example: { folder: 'dist/bundles/example', found: 'a symbolic link' },
    what: ({ folder, found }) => `"${folder}" is ${found}; a bundle is written to a folder.`,
    why: () => UNTOUCHED,
    do: () => 'Name the folder itself, or another one, with --out.',
  }),
  'bundle/out-not-ours': entry<Out & { readonly found: string }>({
    severity: 'error',
    example: { folder: 'dist/bundles/example', found: 'thesis.doc' },
    what: ({ folder, found }) => `"${folder}" holds "${found}" and no trailc manifest.json.`,
    why: () => `trailc replaces only folders that it made. ${UNTOUCHED}`,
    do: () => 'Name an empty or a new folder with --out, or empty this one yourself.',
  }),
  'bundle/out-manifest': entry<Out & { readonly reason: string }>({
    severity: 'error',
    example: { folder: 'dist/bundles/example', reason: 'it is not JSON' },
    what: ({ folder, reason }) => `The manifest.json in "${folder}" cannot be used: ${reason}.`,
    why: () => `It says which files are trailc's and may be replaced. ${UNTOUCHED}`,
    do: () => 'Restore that manifest.json, or name another folder with --out.',
  }),
  'bundle/out-link': entry<{ readonly path: string; readonly found: string }>({
    severity: 'error',
    example: { path: 'dist/bundles/example/link', found: 'a symbolic link' },
    what: ({ path, found }) => `"${path}" is ${found}.`,
    why: () => `Only plain files and folders can be carried over into the new bundle. ${UNTOUCHED}`,
    do: () => 'Replace it by a plain file, or move it out of the bundle.',
  }),
  'bundle/out-in-the-way': entry<{ readonly path: string; readonly ours: string }>({
    severity: 'error',
    example: { path: 'dist/bundles/example/splunk/A', ours: 'splunk/a' },
    what: ({ path, ours }) => `"${path}" is not trailc's, and stands where the bundle writes "${ours}".`,
    why: () => `trailc does not replace files of yours. ${UNTOUCHED}`,
    do: () => 'Move or rename that file, then build again.',
  }),
  'bundle/out-in-use': entry<Out>({
    severity: 'error',
    example: { folder: 'dist/bundles/example' },
    what: ({ folder }) => `The working folder lies in "${folder}", which the build replaces as a whole.`,
    why: () => `Your shell would be left in a folder that is gone. ${UNTOUCHED}`,
    do: () => 'Change to a folder outside it, or name another one with --out.',
  }),
  'bundle/out-unfinished': entry<Out & { readonly old: string }>({
    severity: 'error',
    example: { folder: 'dist/bundles/example', old: 'dist/bundles/.example.trailc-old' },
    what: ({ folder, old }) =>
      `An earlier build was interrupted: the bundle before it stands in "${old}", and something else in "${folder}".`,
    why: () => `trailc cannot tell which of the two you want to keep. ${UNTOUCHED}`,
    do: ({ folder, old }) => `Remove "${folder}" or "${old}", then build again.`,
  }),
  'bundle/write-failed': entry<{ readonly path: string; readonly reason: string }>({
    severity: 'error',
    example: { path: 'dist/bundles/example/splunk', reason: 'the disk is full' },
    what: ({ path, reason }) => `The bundle could not be written, at "${path}": ${reason}.`,
    why: () => 'The bundle that stood there before is whole; the next build clears up what this one left.',
    do: () =>
      'See to the disk, the permissions, or another build at the same time; a mount point needs a folder inside it.',
  }),
  'bundle/leftover': entry<{ readonly path: string; readonly reason: string }>({
    severity: 'warning',
    example: { path: 'dist/bundles/.example.trailc-old', reason: 'you have no permission' },
    what: ({ path, reason }) => `"${path}", left over from a build, could not be removed: ${reason}.`,
    why: () => 'The new bundle is whole and in place; this is only rubbish beside it.',
    do: () => 'Remove it; the next build tries again.',
  }),
} as const;
