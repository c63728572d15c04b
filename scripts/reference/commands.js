// docs/cli.md: usage, arguments, options and examples of each command, between markers; the prose around them is written
// by hand. Owns: what stands between the markers, and a section for each command that has none.
import { COMMANDS } from '../../dist/cli/commands.js';
import { shownArgument, shownOption } from '../../dist/cli/definition.js';
import { code, codeBlock, table } from './markdown.js';

const END = '<!-- /trailc -->';
const beginOf = (name) => `<!-- trailc:${name} -->`;

/** The page with every block as the definitions have it. */
export function commandsPage(page) {
  return withBlocks(page, COMMANDS);
}

/** The same for any commands. Throws where a block has no end, or belongs to no command. */
export function withBlocks(page, commands) {
  for (const [, name] of page.matchAll(/^<!-- trailc:(.*) -->$/gm)) {
    if (!commands.some((command) => command.name === name))
      throw new Error(`docs/cli.md has a block for "${name}", which is no command`);
  }
  let text = page;
  for (const [at, command] of commands.entries()) {
    const begin = beginOf(command.name);
    const from = text.indexOf(`${begin}\n`);
    if (from === -1) {
      text = withSection(text, command, commands[at - 1]?.name);
      continue;
    }
    const next = text.indexOf('<!-- trailc:', from + begin.length);
    const to = text.indexOf(END, from);
    if (to === -1 || (next !== -1 && next < to)) throw new Error(`docs/cli.md: ${begin} has no ${END}`);
    text = `${text.slice(0, from)}${blockOf(command)}${text.slice(to + END.length)}`;
  }
  return text;
}

/** A new section, behind that of the command before it; at the end of the page if there is none. */
function withSection(text, command, before) {
  const section = `## ${command.name}\n\n${command.summary}.\n\n${blockOf(command)}\n`;
  const marker = before === undefined ? -1 : text.indexOf(beginOf(before));
  const heading = marker === -1 ? -1 : text.indexOf('\n## ', marker);
  if (heading === -1) return `${text.trimEnd()}\n\n${section}`;
  return `${text.slice(0, heading + 1)}${section}\n${text.slice(heading + 1)}`;
}

function blockOf({ name, args, options, examples }) {
  const words = Object.entries(args).map(([word, argument]) => [shownArgument(word, argument), argument]);
  const flags = Object.entries(options).map(([word, option]) => [shownOption(word, option), option]);
  const usage = [
    'trailc',
    name,
    ...words.map(([shown]) => shown),
    ...(flags.length > 0 ? ['[options]'] : []),
  ];
  const rows = [...words, ...flags].map(([shown, described]) => [code(shown), says(described)]);
  return [
    beginOf(name),
    codeBlock([usage.join(' '), '', ...examples.map((line) => `$ ${line}`)].join('\n'), ''),
    ...(rows.length === 0 ? [] : ['', table(['', ''], rows)]),
    END,
  ].join('\n');
}

/** What an argument or option is for, with its choices. */
function says({ says: text, choices, default: fallback, required }) {
  const plain = text.replaceAll('<', '&lt;').replaceAll('*', '\\*');
  const shown = (choices ?? []).map((one) => (one === fallback ? `${code(one)} (default)` : code(one)));
  const must = required === true ? ' (required)' : '';
  return shown.length === 0 ? `${plain}${must}` : `${plain}${must}: ${shown.join(', ')}`;
}
