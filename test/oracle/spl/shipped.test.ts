/** The shipped rules on the events of all their tests: artefacts and oracle, under every reading left open. */
import { describe, expect, it } from 'vitest';
import { loadRepository } from '../../../src/content/repository.ts';
import { compileCondition } from '../../../src/evaluate/condition.ts';
import { lowerForTests } from '../../../src/lower.ts';
import { splBreaks } from '../../lane/assume-spl.ts';
import { CORPUS, readCorpus } from '../../support/corpus.ts';
import { whats } from '../../support/rule.ts';
import { assumptionNames, onlySearch, splFiles } from './artefacts.ts';

const { value: content, diagnostics } = loadRepository('trailc.config.yml');
if (content === undefined) throw new Error(whats(diagnostics).join('\n'));
const events = content.rules.flatMap(({ tests }) => tests.map(({ event }) => event));
const [environment] = content.config.environments;
if (environment === undefined) throw new Error('trailc.config.yml names no environment');

const records = CORPUS === undefined ? [] : readCorpus(CORPUS);

const rules = content.rules.map((document) => {
  const { value: rule } = lowerForTests(document, content);
  if (rule === undefined) throw new Error(document.stem);
  return { name: document.stem, rule };
});

describe.each(['raw', 'extracted'])('shipped rules, profile %s', (profile) => {
  it.each(rules)('$name', ({ rule }) => {
    const { answer, files } = splFiles(rule, environment, profile);
    const search = onlySearch(files);
    const assumed = assumptionNames(answer);
    const means = compileCondition(rule.condition);
    expect(events.filter((event) => assumed.some((name) => splBreaks(name, rule, event)))).toEqual([]);
    const wrong = events.filter((event) => {
      const [first, ...more] = search.verdicts(JSON.stringify(event), assumed);
      return first?.verdict !== means(event) || more.length > 0;
    });
    expect(wrong).toEqual([]);
  });

  it.skipIf(CORPUS === undefined).each(rules)('$name on the public records', ({ rule }) => {
    const { answer, files } = splFiles(rule, environment, profile);
    const search = onlySearch(files);
    const assumed = assumptionNames(answer);
    const means = compileCondition(rule.condition);
    const wrong = records.flatMap(({ file, line, event }) => {
      if (assumed.some((name) => splBreaks(name, rule, event))) return [];
      const [first, ...more] = search.verdicts(JSON.stringify(event), assumed);
      return first?.verdict === means(event) && more.length === 0 ? [] : [`${file}:${line}`];
    });
    expect(wrong).toEqual([]);
  });
});
