/** `trailc check --cost`: which rules every event must be shown to, and what finds the others. */
import type { Content } from '../../content/document.ts';
import { costOf, publishedCalls } from '../../evaluate/cost.ts';
import { lowerForEnvironment } from '../../lower.ts';
import { UsageError } from '../io.ts';
import type { Costs } from '../report/cost.ts';

interface Options {
  readonly format: string;
  readonly bundle?: string;
  readonly fix?: boolean;
}

export function refuseOptions({ format, bundle, fix }: Options): void {
  if (bundle !== undefined || fix === true) {
    throw new UsageError(
      `--cost and ${fix === true ? '--fix' : '--bundle'} do not go together.`,
      'Ask for the cost of rules by itself.',
    );
  }
  if (format !== 'pretty' && format !== 'json') {
    throw new UsageError(
      'with --cost, check prints pretty or json alone.',
      'Services show faults; a cost is none.',
    );
  }
}

/** Of the rules as the default environment has them; one with errors is left out, since what it asks is not known. Undefined without a
 * default environment, which is a fault that check reports. */
export function costsOf(content: Content): Costs | undefined {
  const { environments, defaultEnvironment } = content.config;
  const environment = environments.find(({ name }) => name === defaultEnvironment);
  if (environment === undefined) return undefined;
  return {
    environment: environment.name,
    publishedCalls: publishedCalls(),
    rules: content.rules.flatMap((document) => {
      const { value } = lowerForEnvironment(document, content, environment);
      return value === undefined
        ? []
        : [{ rule: document.stem, path: document.path, ...costOf(value.condition) }];
    }),
  };
}
