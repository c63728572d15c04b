/**
 * What a change touches, held against the two whole states: every rule that is another in any respect (its meaning for
 * its tests and in each environment, its tests, its compiled files) must be among the touched ones.
 */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { throughLinks } from '../src/bundle/changed-links.ts';
import { renderArtefact, templateSource } from '../src/bundle/render.ts';
import { sinceOf } from '../src/cli/since-ref.ts';
import { compileRule } from '../src/compile.ts';
import type { Content } from '../src/content/document.ts';
import { loadRepository } from '../src/content/repository.ts';
import { lowerForTests } from '../src/lower.ts';
import { TARGET_NAMES } from '../src/targets/index.ts';
import { touchedRules } from '../src/touched.ts';
import { ALL, EDITS, json } from './support/content-edits.ts';
import { CONFIG, contentRepository, edit, git, ruleFile, write } from './support/content-repository.ts';
import './support/seed.ts';

function load(root: string): Content {
  const { value } = loadRepository(join(root, 'trailc.config.yml'));
  if (value === undefined) throw new Error('the configuration cannot be read');
  return value;
}

const PLACES = new Set(['span', 'spans', 'source', 'document', 'path']);
const plain = (value: unknown) =>
  JSON.stringify(value, (key, held) => {
    if (PLACES.has(key)) return undefined;
    return held instanceof Map ? [...held] : held instanceof Set ? [...held] : held;
  });

/** All that a rule is, by name and environment (`''`: for its tests), as text. Where it cannot be lowered, its faults. */
function statesOf(content: Content): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const templates = templateSource(content.config);
  return new Map(
    content.rules.map((document) => {
      const lowered = lowerForTests(document, content);
      const compiled = content.config.environments.map((environment): [string, string] => {
        const { value, diagnostics } = compileRule(document, content, { environment, targets: TARGET_NAMES });
        const files = (value ?? []).flatMap((one) =>
          one.compiled.artefacts.map((made) => renderArtefact(made, templates).value),
        );
        return [environment.name, plain([files, diagnostics.map(({ code, what }) => [code, what])])];
      });
      const tests = document.tests.map(({ name, event, expect: verdict }) => [name.value, event, verdict]);
      const itself = plain([document.span.source.text, lowered.value, lowered.diagnostics, tests]);
      return [document.stem, new Map([['', itself], ...compiled])];
    }),
  );
}

/** Rules that are now, for their tests or in an environment that there is, what they were not. */
function differing(before: ReturnType<typeof statesOf>, after: Content): readonly string[] {
  return [...statesOf(after)].flatMap(([stem, state]) =>
    [...state].some(([place, text]) => before.get(stem)?.get(place) !== text) ? [stem] : [],
  );
}

/** Names of touched rules, by `--since main`. */
const touchedIn = (root: string, ref = 'main') =>
  sinceOf(ref, load(root), { templates: true })?.touched.map(({ rule }) => rule) ?? [];

const HOW = ['left', 'staged', 'committed'] as const;
function keep(root: string, how: (typeof HOW)[number]): void {
  if (how === 'left') return;
  git(root, 'add', '-A', '.');
  if (how === 'committed') git(root, 'commit', '-q', '--allow-empty', '-m', 'an edit');
}

describe('touched rules', () => {
  let content: string;
  let before: ReturnType<typeof statesOf>;
  beforeAll(() => {
    content = contentRepository('a folder/content');
    before = statesOf(load(content));
  });
  /** A branch of its own from the first commit. */
  const startOver = () => {
    git(content, 'checkout', '-q', '-f', '-B', 'change', 'main');
    git(content, 'clean', '-q', '-f', '-d');
    return content;
  };

  it.each(EDITS)('of one edit: $name', ({ make, touches }) => {
    const root = startOver();
    make(root);
    const found = touchedIn(root);
    expect(found).toEqual(touches);
    for (const stem of differing(before, load(root))) expect(found).toContain(stem);
  });

  it('of several edits, however they are kept, hold every rule that differs', { timeout: 120_000 }, () => {
    const step = fc.record({ at: fc.nat(EDITS.length - 1), how: fc.constantFrom(...HOW) });
    let differed = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), (steps) => {
        const root = startOver();
        for (const { at, how } of steps) {
          try {
            EDITS[at]?.make(root);
          } catch {
            // Another edit took its place away.
          }
          keep(root, how);
        }
        const found = touchedIn(root);
        const wanted = differing(before, load(root));
        differed += wanted.length;
        expect(wanted.filter((stem) => !found.includes(stem))).toEqual([]);
      }),
      { numRuns: 25 },
    );
    expect(differed).toBeGreaterThan(25);
  });

  it('counts from where the branches parted', () => {
    const root = contentRepository();
    git(root, 'checkout', '-q', '-b', 'change');
    edit(root, 'rules/alone.yml', 'Look.', 'Look twice.');
    keep(root, 'committed');
    git(root, 'checkout', '-q', 'main');
    edit(root, 'rules/by-list.yml', 'Look.', 'Look twice.');
    keep(root, 'committed');
    git(root, 'checkout', '-q', 'change');
    expect(touchedIn(root)).toEqual(['alone']);
  });

  it('hold what is read through links, and what a link leads to', () => {
    const root = contentRepository();
    mkdirSync(join(root, 'shared/more'), { recursive: true });
    renameSync(join(root, 'rules/alone.yml'), join(root, 'shared/more/alone.yml'));
    renameSync(join(root, 'lists/calls.yml'), join(root, 'shared/calls.yml'));
    renameSync(join(root, 'fixtures/twice.yml'), join(root, 'shared/twice.yml'));
    symlinkSync('../shared/more', join(root, 'rules/linked'));
    symlinkSync('../step.yml', join(root, 'lists/calls.yml'));
    symlinkSync('shared/calls.yml', join(root, 'step.yml'));
    symlinkSync(join(root, 'shared/twice.yml'), join(root, 'fixtures/twice.yml'));
    keep(root, 'committed');
    const touchedBy = (path: string, from: string, to: string) => {
      edit(root, path, from, to);
      const touched = touchedIn(root);
      git(root, 'checkout', '-q', '.');
      return touched;
    };
    expect(touchedBy('shared/more/alone.yml', 'Look.', 'Look twice.')).toEqual(['alone']);
    expect(touchedBy('shared/calls.yml', 'CreateUser', 'CreateGroup')).toEqual(['by-list']);
    expect(touchedBy('shared/twice.yml', 'e-1', 'e-2')).toEqual(['by-region']);
    // What holds the target may have become another thing as a whole: a submodule, a link.
    expect(throughLinks(root, ['rules/linked'], new Set(['shared']))).toContain('rules/linked');
    // The step between leads elsewhere.
    cpSync(join(root, 'shared/calls.yml'), join(root, 'shared/others.yml'));
    rmSync(join(root, 'step.yml'));
    symlinkSync('shared/others.yml', join(root, 'step.yml'));
    expect(touchedIn(root)).toEqual(['by-list']);
  });

  it('hold what lies in a submodule and in a repository that is not tracked', () => {
    const root = contentRepository();
    const other = contentRepository();
    git(root, 'submodule', 'add', '-q', other, 'rules/sub');
    git(root, 'commit', '-q', '-m', 'a submodule');
    // The same ids and titles stand in it; all that matters here is what git says of it.
    const { rules, broken } = load(root);
    expect([...rules, ...broken].some(({ path }) => path.includes('rules/sub/'))).toBe(true);
    expect(touchedIn(root)).toEqual([]);
    edit(root, 'rules/sub/rules/alone.yml', 'Look.', 'Look twice.');
    expect(touchedIn(root)).toContain('alone');
    git(root, 'checkout', '-q', '-b', 'change');
    git(join(root, 'rules/sub'), 'checkout', '-q', '.');
    mkdirSync(join(root, 'rules/own'));
    write(root, 'rules/own/new.yml', ruleFile(9, { eventName: 'CreateUser' }, 'fixtures/whole'));
    git(join(root, 'rules/own'), 'init', '-q');
    expect(touchedIn(root)).toEqual(['new']);
  });

  it('have odd names', () => {
    const root = contentRepository();
    const rule = json(ruleFile(9, { eventName: 'CreateUser' }, 'fixtures/whole'));
    const folders = ['üñî çödé', 'quo"te\'s', 'line\nfeed', 'tab\there', '-dash', '(paren)'];
    for (const [at, name] of folders.entries()) {
      write(
        root,
        `rules/${name}/odd-${at}.yml`,
        rule.replace('b09"', `b1${at}"`).replace('number 9', `number 1${at}`),
      );
    }
    mkdirSync(join(root, 'rules/bytes'));
    const bytes = Buffer.concat([
      Buffer.from(`${root}/rules/bytes/`),
      Buffer.from([0x66, 0xff]),
      Buffer.from('.yml'),
    ]);
    writeFileSync(bytes, rule);
    // Node reads a name that is no UTF-8, and opens no file by it: that is a fault of the file, not of what changed.
    expect(touchedIn(root)).toEqual(folders.map((_, at) => `odd-${at}`));
  });

  it('are all of them with another trailc, if the lock of that state names one', () => {
    const root = contentRepository();
    write(root, 'trailc.lock.json', { schemaVersion: 1, trailc: '0.0.1', rules: [] });
    keep(root, 'committed');
    const since = sinceOf('main', load(root));
    expect(since?.touched).toHaveLength(5);
    expect(since?.touched[0]?.because).toEqual([expect.stringMatching(/^trailc 0\.0\.1 at main, .+ here$/)]);
  });

  it('are all of them where the configuration of before cannot be read', () => {
    const root = contentRepository();
    write(root, 'trailc.config.yml', 'environments: [');
    keep(root, 'committed');
    write(root, 'trailc.config.yml', CONFIG);
    expect(touchedIn(root)).toEqual(ALL);
  });

  it('need no state before, and are then more where it would have told apart', () => {
    const content = load(contentRepository());
    const by = (...paths: readonly string[]) => {
      const { rules, all } = touchedRules(content, new Set(paths));
      return [rules.map(({ stem }) => stem), all];
    };
    expect(by()).toEqual([[], false]);
    expect(by('fixtures/changed.yml')).toEqual([['by-region', 'by-source'], false]);
    expect(by('trailc.config.yml')).toEqual([ALL, true]);
    expect(by('tpl/spl/app/app.conf.hbs')).toEqual([ALL, true]);
    expect(touchedRules(content, new Set(['tpl/spl/query.spl.hbs']), { templates: false }).rules).toEqual([]);
    expect(touchedRules(content, new Set(['lists/calls.yml'])).why).toEqual(
      new Map([['by-list', ['lists/calls.yml']]]),
    );
  });

  it('are those that ask for a list that is nowhere, where a file of lists went', () => {
    const root = contentRepository();
    rmSync(join(root, 'lists/calls.yml'));
    const lost = touchedRules(load(root), new Set(['lists/calls.yml']));
    expect(lost.why).toEqual(new Map([['by-list', ['lists/calls.yml']]]));
  });

  it('hold both names of a file that was renamed', () => {
    const root = contentRepository();
    git(root, 'mv', 'fixtures/twice.yml', 'fixtures/thrice.yml');
    expect(touchedIn(root)).toEqual(['by-region']);
  });

  it('are asked of git alone, not of a program that its settings name', () => {
    const root = contentRepository();
    write(root, 'watcher', `#!/bin/sh\ntouch '${root}/ran'\n`);
    chmodSync(join(root, 'watcher'), 0o755);
    git(root, 'config', 'core.fsmonitor', join(root, 'watcher'));
    git(root, 'config', 'diff.external', join(root, 'watcher'));
    expect(touchedIn(root)).toEqual([]);
    expect(existsSync(join(root, 'ran'))).toBe(false);
    git(root, 'status');
    expect(existsSync(join(root, 'ran'))).toBe(true);
  });

  it('leave verdicts alone where only templates changed', () => {
    const root = contentRepository();
    edit(root, 'tpl/athena/rule.sql.hbs', '{{title}}', 'Rule {{title}}');
    expect(sinceOf('main', load(root))?.touched).toEqual([]);
  });

  it('are found among very many files', () => {
    const root = contentRepository();
    mkdirSync(join(root, 'docs'));
    for (let at = 0; at < 3000; at += 1) writeFileSync(join(root, `docs/${'page'.repeat(20)}-${at}.md`), 'x');
    edit(root, 'rules/alone.yml', 'Look.', 'Look twice.');
    expect(touchedIn(root)).toEqual(['alone']);
  });
});
