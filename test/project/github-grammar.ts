/**
 * The keys that GitHub documents for workflows and composite actions, as far as ours use or might use them.
 *
 * Source: GitHub Docs, "Workflow syntax for GitHub Actions" and "Metadata syntax for GitHub Actions" (runs for composite
 * actions). Must not: read files.
 */

interface Keys {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const STEP_OPTIONS = ['id', 'if', 'name', 'env', 'continue-on-error'];

const GRAMMAR = {
  workflow: {
    required: ['on', 'jobs'],
    optional: ['name', 'run-name', 'permissions', 'env', 'defaults', 'concurrency'],
  },
  job: {
    required: ['runs-on', 'steps'],
    optional: [
      ...['name', 'permissions', 'needs', 'if', 'environment', 'concurrency', 'outputs', 'env', 'defaults'],
      ...['timeout-minutes', 'strategy', 'continue-on-error', 'container', 'services'],
    ],
  },
  'workflow run step': {
    required: ['run'],
    optional: [...STEP_OPTIONS, 'shell', 'working-directory', 'timeout-minutes'],
  },
  'workflow uses step': { required: ['uses'], optional: [...STEP_OPTIONS, 'with', 'timeout-minutes'] },
  action: {
    required: ['name', 'description', 'runs'],
    optional: ['author', 'inputs', 'outputs', 'branding'],
  },
  input: { required: ['description'], optional: ['required', 'default', 'deprecationMessage'] },
  runs: { required: ['using', 'steps'], optional: [] },
  // In a composite action a step that runs must name its shell, and none has a limit of time.
  'composite run step': { required: ['run', 'shell'], optional: [...STEP_OPTIONS, 'working-directory'] },
  'composite uses step': { required: ['uses'], optional: [...STEP_OPTIONS, 'with'] },
} as const satisfies Readonly<Record<string, Keys>>;

export interface Step {
  readonly name?: string;
  readonly if?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly 'working-directory'?: string;
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

export interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

/** Keys that are missing or unknown, in words. */
export function faultsOfWorkflow(workflow: Workflow): readonly string[] {
  return [
    ...keyFaults('workflow', workflow),
    ...Object.values(workflow.jobs).flatMap((job) => [
      ...keyFaults('job', job),
      ...job.steps.flatMap((step) => stepFaults('workflow', step)),
    ]),
  ];
}

export function faultsOfAction(action: Action): readonly string[] {
  return [
    ...keyFaults('action', action),
    ...Object.entries(action.inputs).flatMap(([name, input]) => [
      ...keyFaults('input', input),
      ...(/^[a-z_][a-z0-9_-]*$/.test(name) ? [] : [`input: ${name} is no identifier`]),
    ]),
    ...keyFaults('runs', action.runs),
    ...(action.runs.using === 'composite' ? [] : ['runs: not composite']),
    ...action.runs.steps.flatMap((step) => stepFaults('composite', step)),
  ];
}

function stepFaults(kind: 'workflow' | 'composite', step: Step): readonly string[] {
  return keyFaults(`${kind} ${step.uses === undefined ? 'run' : 'uses'} step`, step);
}

function keyFaults(what: keyof typeof GRAMMAR, value: object): readonly string[] {
  const { required, optional }: Keys = GRAMMAR[what];
  const keys = Object.keys(value);
  return [
    ...required.filter((key) => !keys.includes(key)).map((key) => `${what}: no ${key}`),
    ...keys
      .filter((key) => ![...required, ...optional].includes(key))
      .map((key) => `${what}: unknown ${key}`),
  ];
}
