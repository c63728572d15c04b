/**
 * Sigma is read by programs of other languages: PyYAML (YAML 1.1), which pySigma uses, reads every document as the
 * reader of YAML 1.2 here does. Skipped where Python or PyYAML is not installed.
 */
import { spawnSync } from 'node:child_process';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { build, literal } from './build.ts';
import { HOSTILE } from './hostile.ts';

const READ =
  'import sys, json, yaml; json.dump([yaml.safe_load(d) for d in json.load(sys.stdin)], sys.stdout)';
const hasPyYaml = spawnSync('python3', ['-c', 'import yaml']).status === 0;

describe.skipIf(!hasPyYaml)('PyYAML', () => {
  it('reads what is printed as everybody else does', () => {
    const documents = HOSTILE.filter((text) => text.length <= 200).flatMap((text) => {
      const prose = { description: text, author: text, falsePositive: text, because: text };
      const values = { listValue: text, clause: { 'requestParameters.e': literal(text) } };
      const { files } = build({ ...prose, ...values }, ['sigma']);
      return [...files].filter(([path]) => path.endsWith('.yml')).map(([, file]) => file);
    });
    expect(documents.length).toBeGreaterThan(120);
    const { stdout } = spawnSync('python3', ['-c', READ], {
      input: JSON.stringify(documents),
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    expect(JSON.parse(stdout)).toEqual(documents.map((text) => load(text)));
  });
});
