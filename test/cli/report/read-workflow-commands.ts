/**
 * How the runner of GitHub Actions reads the lines that a step prints: `TryParseV2`, then `TryParse`, of
 * actions/runner, src/Runner.Common/ActionCommand.cs (MIT licence).
 *
 * Owns: that reading, written anew. Must not: know what trailc prints.
 */
export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const KNOWN =
  /^(?:error|warning|notice|debug|group|endgroup|echo|add-mask|add-matcher|remove-matcher|set-env|set-output|save-state|add-path|stop-commands|internal-set-repo-path)$/i;

/** What the runner does about each line: a command, or undefined where it only shows the line. */
export function readLines(output: string): readonly (WorkflowCommand | undefined)[] {
  const lines = output.split(/\r\n|[\r\n]/);
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => commandOf(line.trimStart()) ?? oldCommandOf(line));
}

function commandOf(line: string): WorkflowCommand | undefined {
  const end = line.indexOf('::', 2);
  if (!line.startsWith('::') || end === -1) return undefined;
  const head = line.slice(2, end);
  const blank = head.indexOf(' ');
  const name = blank === -1 ? head : head.slice(0, blank);
  if (!KNOWN.test(name)) return undefined;
  const properties: Record<string, string> = {};
  for (const pair of blank === -1
    ? []
    : head
        .slice(blank + 1)
        .trim()
        .split(',')) {
    const [key = '', ...value] = pair.split('=');
    if (key !== '' && value.join('=') !== '')
      properties[key] = unescaped(value.join('='), ['%0D', '%0A', '%3A', '%2C', '%25']);
  }
  return { name, properties, data: unescaped(line.slice(end + 2), ['%0D', '%0A', '%25']) };
}

/** The old spelling, `##[name]`, anywhere in a line. */
function oldCommandOf(line: string): WorkflowCommand | undefined {
  const [, name = '', data = ''] = /##\[([^\] ]*)[^\]]*\](.*)/.exec(line) ?? [];
  return KNOWN.test(name) ? { name: `##${name}`, properties: {}, data } : undefined;
}

const unescaped = (text: string, tokens: readonly string[]) =>
  tokens.reduce(
    (read, token) => read.replaceAll(token, String.fromCharCode(Number.parseInt(token.slice(1), 16))),
    text,
  );
