/** `trailc env`: which environments there are, what holds in one and why, what differs between two. */
import { type Diagnostic, sortDiagnostics } from '../../base/diagnostic.ts';
import { hasErrors } from '../../base/result.ts';
import { didYouMean } from '../../base/suggest.ts';
import { templateSource } from '../../bundle/render.ts';
import type { Content, EnvironmentDocument } from '../../content/document.ts';
import { environmentView } from '../../content/environment-view.ts';
import { overlayFaults } from '../../content/list-overlay.ts';
import { EXIT, type Format, type Io, UsageError } from '../io.ts';
import { renderDiagnostics } from '../report/diagnostics.ts';
import {
  environmentAsJson,
  environmentsAsJson,
  renderEnvironment,
  renderEnvironments,
} from '../report/env.ts';
import { chooseEnvironment, openRepository } from '../repository.ts';

interface EnvOptions {
  readonly config?: string;
  readonly format: Format;
}

export async function envList(options: EnvOptions, io: Io): Promise<number> {
  return withContent(options, io, async (content) => {
    const { config } = content;
    const views = [...config.environments, ...(config.bases ?? [])].map((environment) =>
      environmentView(content, environment),
    );
    io.out(
      options.format === 'json' ? environmentsAsJson(config, views) : renderEnvironments(config, views, io),
    );
    return [];
  });
}

export async function envShow(
  name: string | undefined,
  options: EnvOptions & { readonly why?: boolean },
  io: Io,
): Promise<number> {
  return withContent(options, io, async (content) => {
    const environment = named(content, name ?? content.config.defaultEnvironment);
    const view = environmentView(content, environment);
    io.out(
      options.format === 'json' ? environmentAsJson(view) : renderEnvironment(view, options.why === true, io),
    );
    return overlayFaults(environment, content.lists);
  });
}

export async function envDiff(a: string, b: string, options: EnvOptions, io: Io): Promise<number> {
  return withContent(options, io, async (content) => {
    const [left, right] = [a, b].map((env) => chooseEnvironment(content, { env }));
    if (left === undefined || right === undefined) return [];
    // Loaded here alone: it brings the package that compares texts.
    const { compareEnvironments } = await import('../../compare-environments.ts');
    const { comparisonAsJson, renderComparison } = await import('../report/env-diff.ts');
    const { comparison, diagnostics } = compareEnvironments(
      content,
      left,
      right,
      templateSource(content.config),
    );
    io.out(options.format === 'json' ? comparisonAsJson(comparison) : renderComparison(comparison, io));
    return [left, right].flatMap((side) => overlayFaults(side, content.lists)).concat(diagnostics);
  });
}

/** Faults go to the error stream, and do not keep what can be shown from being shown. */
async function withContent(
  options: EnvOptions,
  io: Io,
  show: (content: Content) => Promise<readonly Diagnostic[]>,
): Promise<number> {
  const { content, diagnostics } = openRepository(options, io);
  const found = [...diagnostics, ...(content === undefined ? [] : await show(content))];
  const faults = once(sortDiagnostics(found)).filter(({ severity }) => severity === 'error');
  io.err(renderDiagnostics(faults, { color: io.color.err, width: io.width }));
  if (content === undefined) return EXIT.usage;
  return hasErrors(faults) ? EXIT.findings : EXIT.ok;
}

/** What is wrong in both of two environments is one fault. */
function once(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const keyOf = ({ code, what, span }: Diagnostic) => JSON.stringify([code, what, span?.start]);
  return [...new Map(diagnostics.map((diagnostic) => [keyOf(diagnostic), diagnostic])).values()];
}

/** An environment to be looked at; also an abstract one. */
function named(content: Content, name: string): EnvironmentDocument {
  const { environments, bases = [], path } = content.config;
  const all = [...environments, ...bases];
  const found = all.find((environment) => environment.name === name);
  if (found !== undefined) return found;
  const names = all.map((environment) => environment.name);
  throw new UsageError(
    `there is no environment "${name}".${didYouMean(name, names)}`,
    `Environments of ${path}: ${names.join(', ')}.`,
  );
}
