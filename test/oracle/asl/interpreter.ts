/**
 * An interpreter of the Amazon States Language (JSONPath), after https://states-language.net/spec.html: Task, Choice,
 * Pass, Succeed and Fail; Parameters, ResultSelector, ResultPath, Retry and Catch; the intrinsic functions Format,
 * ArrayLength and JsonToString. Whatever else a machine uses is an error here.
 *
 * Owns: the run of a machine whose tasks are stubs. Must not: wait, or know what trailc writes.
 */
export type Value = unknown;
type Fields = Readonly<Record<string, Value>>;

export interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, Fields>>;
}

/** An error that a task ends with. */
export class TaskError extends Error {
  readonly error: string;
  readonly reason: string;

  constructor(error: string, reason: string) {
    super(`${error}: ${reason}`);
    this.error = error;
    this.reason = reason;
  }
}

export interface Run {
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly output: Value;
  readonly error?: string;
  readonly cause?: string;
  /** Names of the states, a task once for each attempt. */
  readonly visited: readonly string[];
  /** Bytes of the largest input or result. */
  readonly largest: number;
}

export interface RunOptions {
  readonly input: Value;
  readonly context: Value;
  /** Answers a task; throws TaskError. */
  readonly task: (resource: string, parameters: Fields) => Value;
}

const STEPS = 1_000;
const KNOWN = new Set(
  'Type Next Comment Resource Parameters ResultSelector ResultPath Retry Catch TimeoutSeconds Choices Default Error Cause ErrorPath CausePath'.split(
    ' ',
  ),
);

export function runMachine(machine: Machine, { input, context, task }: RunOptions): Run {
  const visited: string[] = [];
  let largest = 0;
  const weigh = (value: Value) => {
    largest = Math.max(largest, Buffer.byteLength(JSON.stringify(value) ?? ''));
    return value;
  };
  let data = weigh(input);
  let name = machine.StartAt;
  for (let step = 0; step < STEPS; step += 1) {
    const state = machine.States[name];
    if (state === undefined) throw new Error(`no state ${name}`);
    for (const key of Object.keys(state)) if (!KNOWN.has(key)) throw new Error(`${name} uses ${key}`);
    visited.push(name);
    const parameters = () =>
      state.Parameters === undefined ? data : filled(state.Parameters, data, context);
    switch (state.Type) {
      case 'Succeed':
        return { status: 'SUCCEEDED', output: data, visited, largest };
      case 'Fail': {
        const text = (fixed: Value, path: Value) =>
          String(typeof path === 'string' ? resolved(path, data, context) : fixed);
        return {
          status: 'FAILED',
          output: undefined,
          error: text(state.Error, state.ErrorPath),
          cause: text(state.Cause, state.CausePath),
          visited,
          largest,
        };
      }
      case 'Pass':
        data = weigh(placed(data, state.ResultPath, parameters()));
        name = String(state.Next);
        break;
      case 'Choice':
        name = chosen(state, data, context);
        break;
      case 'Task': {
        const said = attempt(
          state,
          () => weigh(task(String(state.Resource), weigh(parameters()) as Fields)),
          () => visited.push(name),
        );
        if (said.kind === 'result') {
          const result =
            state.ResultSelector === undefined
              ? said.result
              : filled(state.ResultSelector, said.result, context);
          data = weigh(placed(data, state.ResultPath, result));
          name = String(state.Next);
          break;
        }
        const { error, cause } = said;
        const catcher = list(state.Catch).find((one) => covers(one.ErrorEquals, error));
        if (catcher === undefined)
          return { status: 'FAILED', output: undefined, error, cause, visited, largest };
        data = weigh(placed(data, catcher.ResultPath, { Error: error, Cause: cause }));
        name = String(catcher.Next);
        break;
      }
      default:
        throw new Error(`${name} is of type ${String(state.Type)}`);
    }
  }
  throw new Error('the machine goes on for ever');
}

type Said =
  | { readonly kind: 'result'; readonly result: Value }
  | { readonly kind: 'error'; readonly error: string; readonly cause: string };

/** "Retrying after error": each retrier counts its own attempts. */
function attempt(state: Fields, call: () => Value, again: () => void): Said {
  const used = new Map<Fields, number>();
  for (;;) {
    try {
      return { kind: 'result', result: call() };
    } catch (thrown) {
      if (!(thrown instanceof TaskError)) throw thrown;
      const { error, reason: cause } = thrown;
      const retrier = list(state.Retry).find((one) => covers(one.ErrorEquals, error));
      const count = retrier === undefined ? 0 : (used.get(retrier) ?? 0);
      if (retrier === undefined || count >= Number(retrier.MaxAttempts ?? 3))
        return { kind: 'error', error, cause };
      used.set(retrier, count + 1);
      again();
    }
  }
}

const list = (value: Value): readonly Fields[] => (value ?? []) as readonly Fields[];

/** "States.ALL" is any error; "States.TaskFailed" any but a timeout. */
function covers(names: Value, error: string): boolean {
  return (names as readonly string[]).some(
    (name) =>
      name === error || name === 'States.ALL' || (name === 'States.TaskFailed' && error !== 'States.Timeout'),
  );
}

function chosen(state: Fields, data: Value, context: Value): string {
  for (const choice of list(state.Choices)) {
    const { Variable, NumericGreaterThan, Next, ...rest } = choice;
    if (Object.keys(rest).length > 0 || typeof NumericGreaterThan !== 'number')
      throw new Error(`a choice uses ${Object.keys(rest).join(', ')}`);
    const value = resolved(String(Variable), data, context);
    if (typeof value === 'number' && value > NumericGreaterThan) return String(Next);
  }
  return String(state.Default);
}

/** "ResultPath": `null` keeps the input; absent, the result takes its place. */
function placed(data: Value, path: Value, result: Value): Value {
  if (path === undefined || path === '$') return result;
  if (path === null) return data;
  const keys = String(path).replace(/^\$\./, '').split('.');
  const [key = '', ...rest] = keys;
  const held = (data ?? {}) as Fields;
  const inner = rest.length === 0 ? result : placed(held[key] ?? {}, `$.${rest.join('.')}`, result);
  return { ...held, [key]: inner };
}

/** "Payload template": a field whose name ends in `.$` is a path or a function. */
function filled(template: Value, data: Value, context: Value): Value {
  if (Array.isArray(template)) return template.map((one) => filled(one, data, context));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) =>
      key.endsWith('.$')
        ? [key.slice(0, -2), resolved(String(value), data, context)]
        : [key, filled(value, data, context)],
    ),
  );
}

function resolved(expression: string, data: Value, context: Value): Value {
  const call = /^States\.(\w+)\((.*)\)$/s.exec(expression);
  if (call !== null) return called(call[1] ?? '', call[2] ?? '', data, context);
  if (expression.startsWith('$$')) return along(expression.slice(1), context);
  return along(expression, data);
}

function called(name: string, written: string, data: Value, context: Value): Value {
  const given = (written.match(/'(?:[^'\\]|\\.)*'|[^,\s]+/g) ?? []).map((one) =>
    one.startsWith("'") ? one.slice(1, -1).replace(/\\(.)/g, '$1') : resolved(one, data, context),
  );
  const [first, ...rest] = given;
  switch (name) {
    case 'Format': {
      const values = [...rest];
      return String(first).replaceAll('{}', () => {
        if (values.length === 0) throw new Error('States.Format has too few values');
        return String(values.shift());
      });
    }
    case 'ArrayLength':
      if (!Array.isArray(first)) throw new Error('States.ArrayLength of no array');
      return first.length;
    case 'JsonToString':
      return JSON.stringify(first);
    default:
      throw new Error(`States.${name}`);
  }
}

function along(path: string, data: Value): Value {
  if (path === '$') return data;
  if (!/^\$(\.\w+)+$/.test(path)) throw new Error(`the path ${path}`);
  let value = data;
  for (const key of path.slice(2).split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key))
      throw new Error(`States.ParameterPathFailure: ${path}`);
    value = (value as Fields)[key];
  }
  return value;
}
