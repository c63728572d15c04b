/**
 * The canaries as docs/splunk.md shows them.
 *
 * Owns: the layout of that part of the page, which a test holds against the file. Must not: hold a search's text.
 */
import { CANARIES, type Canary } from './canaries.ts';
import type { SplExpression } from './literals.ts';

/** Stands for a name of the reader's own. */
const TABLE = 'trailc_approvedNames';
const INDEX = 'index=cloudtrail';

/** The searches of one canary, each complete; `base` selects events where it needs some. */
function searchesOf(canary: Canary, base = INDEX, table = TABLE): readonly string[] {
  switch (canary.kind) {
    case 'shows': {
      const evals = [...canary.evals, `holds=if(${canary.holds}, "yes", "no")`];
      return [['makeresults', ...evals.map((one) => `eval ${one}`)].map((stage) => `| ${stage}`).join('\n')];
    }
    case 'counts':
      return [countSearch(base, canary.breaks(canary.example))];
    case 'lookup':
      return canary.searches(table);
  }
}

const countSearch = (base: string, breaks: SplExpression) => `${base} | where ${breaks} | stats count`;

/** A section for each, headed by its name. */
export function canariesPage(): string {
  const sections = Object.entries(CANARIES).map(([name, canary]) => {
    const searches = searchesOf(canary).map((search) => `\`\`\`spl\n${search}\n\`\`\``);
    return [`### \`${name}\``, ...(canary.about === undefined ? [] : [wrapped(canary.about)]), ...searches];
  });
  return `${sections.flat().join('\n\n')}\n`;
}

const WIDTH = 120;

/** Prose in lines of the page's width. */
function wrapped(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1] ?? '';
    if (line !== '' && line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}
