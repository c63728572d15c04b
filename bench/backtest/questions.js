// The rules of a repository as a backtest asks them. Owns: the way there from a configuration file.
import { loadRepository } from '../../dist/content/repository.js';
import { askedRule } from '../../dist/logs/backtest/question.js';
import { lowerForEnvironment } from '../../dist/lower.js';

export function questions(config) {
  const { value: content, diagnostics } = loadRepository(config);
  const fault = diagnostics.find(({ severity }) => severity === 'error');
  if (fault !== undefined) throw new Error(`${config}: ${fault.what}`);
  const [environment] = content.config.environments;
  return content.rules.map((document) =>
    askedRule(lowerForEnvironment(document, content, environment).value),
  );
}
