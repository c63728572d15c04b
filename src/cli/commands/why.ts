/** `trailc why [code]`: a diagnostic explained, or what there is. */
import { CATALOGUE, type DiagnosticCode } from '../../base/catalogue.ts';
import { nearest } from '../../base/suggest.ts';
import { EXIT, type Format, type Io, UsageError } from '../io.ts';
import { explanationsAsJson, renderCodes, renderExplanation } from '../report/explanation.ts';

const CODES = Object.keys(CATALOGUE) as DiagnosticCode[];
const areaOf = (code: string) => code.slice(0, code.indexOf('/'));
const nameOf = (code: string) => code.slice(code.indexOf('/') + 1);

export async function why(
  word: string | undefined,
  { format }: { readonly format: Format },
  io: Io,
): Promise<number> {
  const chosen = word === undefined ? CODES : codesOf(word);
  const terminal = { color: io.color.out, width: io.width };
  const [code] = chosen;
  if (format === 'json') io.out(explanationsAsJson(chosen));
  else if (code !== undefined && word !== undefined && plainCode(word) === code)
    io.out(renderExplanation(code, terminal));
  else io.out(renderCodes(chosen, terminal));
  return EXIT.ok;
}

/** People copy `warning[check/contradiction]` out of a terminal. */
const plainCode = (word: string) => /^(?:error|warning)?\[(.*)\]$/.exec(word)?.[1] ?? word;

function codesOf(word: string): readonly DiagnosticCode[] {
  const asked = plainCode(word);
  const exact = CODES.filter((code) => code === asked);
  if (exact.length > 0) return exact;
  const area = asked.replace(/\/$/, '');
  const inArea = CODES.filter((code) => areaOf(code) === area);
  if (inArea.length > 0) return inArea;
  const areas = [...new Set(CODES.map(areaOf))];
  // The name alone, of whatever area, or a code or an area with a slip in it.
  const meant = asked.includes('/')
    ? nearest(asked, CODES)
    : (CODES.find((code) => nameOf(code) === asked) ?? nearest(asked, areas) ?? nearCode(asked));
  throw new UsageError(
    `there is no diagnostic "${word}".${meant === undefined ? '' : ` Did you mean "${meant}"?`}`,
    `"trailc why" lists all; areas: ${areas.join(', ')}.`,
  );
}

/** Short names are near to too many. */
function nearCode(name: string): string | undefined {
  if (name.length < 6) return undefined;
  const near = nearest(name, CODES.map(nameOf));
  return CODES.find((code) => nameOf(code) === near);
}
