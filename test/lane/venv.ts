/**
 * Programs in Python that the lane asks, each in a virtual environment of its own.
 *
 * Owns: installing the pinned requirements of `test/lane/<name>/requirements.txt`. Must not: run the programs.
 */
import { join, resolve } from 'node:path';
import { prepared } from './sigma/program.ts';

export const PYTHON_NEED =
  'Install Python 3.11 or later with its venv module (Debian: python3-venv) and see that pip can download.';

/** The folder of its programs. Throws EngineMissing where Python cannot be had. */
export async function venvOf(name: 'moto' | 'cfn-lint', report: (what: string) => void): Promise<string> {
  const requirements = resolve('test/lane', name, 'requirements.txt');
  const folder = await prepared(
    name,
    {
      doing: `installing ${name} with pip (some ten seconds)`,
      manifests: [`../${name}/requirements.txt`],
      steps: (at) => [
        { program: 'python3', args: ['-m', 'venv', join(at, 'venv')], need: PYTHON_NEED },
        {
          program: join(at, 'venv', 'bin', 'python'),
          args: ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-deps', '-r', requirements],
          need: PYTHON_NEED,
        },
      ],
    },
    report,
  );
  return join(folder, 'venv', 'bin');
}
