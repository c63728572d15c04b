/**
 * The parts of a printed selftest, by its text.
 *
 * Owns: the split between the commands around the deciding ones and those. Must not: run anything, or know the printers.
 */
import { runSearch } from '../../oracle/spl/oracle.ts';

export interface SelftestParts {
  readonly comments: readonly string[];
  /** What each row holds as its record, read by the oracle. */
  readonly records: readonly string[];
  readonly hasSpath: boolean;
  /** The stages between the record and the verdict, as printed. */
  readonly stages: readonly string[];
  /** What stands in `if(…, "match", "no-match")`. */
  readonly condition: string;
  /** What `searchmatch` is asked, without quotes; absent where nothing is. */
  readonly prefilter?: string;
}

export function partsOf(text: string): SelftestParts {
  const comments = [...text.matchAll(/```([^`]*)```/g)].map(([, comment = '']) => comment);
  const [none, ...commands] = text
    .replace(/\s*```[^`]*```/g, '')
    .trimEnd()
    .split(/^\| /m);
  if (none !== '') throw new Error('the search makes its own results');
  const stages = commands.map((command) => command.trimEnd());
  const take = (pattern: RegExp): string => {
    const stage = stages.shift() ?? '';
    const [, found] = pattern.exec(stage) ?? [];
    if (found === undefined) throw new Error(`${pattern} expected: ${stage.slice(0, 80)}`);
    return found;
  };
  const made = `| ${stages.slice(0, 3).join('\n| ')}\n| table _raw`;
  const records = runSearch(made).map(({ _raw: raw }) => String(raw));
  take(/^(makeresults count=\d+)$/);
  take(/^(streamstats count AS trailc_row)$/);
  take(/^(eval _raw=[\s\S]*)$/);
  const hasSpath = stages[0] === 'spath';
  if (hasSpath) stages.shift();
  const at = stages.findIndex((stage) => stage.startsWith('eval rule='));
  const deciding = stages.splice(0, at);
  take(/^(eval rule=[\s\S]*)$/);
  const asked = take(/^eval prefilter=([\s\S]*)$/);
  const quoted = /^if\(searchmatch\("((?:\\.|[^"\\])*)"\), "kept", "left out"\)$/.exec(asked)?.[1];
  if (quoted === undefined && asked !== '"kept"') throw new Error(asked);
  const prefilter = quoted === undefined ? {} : { prefilter: quoted.replace(/\\(["\\])/g, '$1') };
  const condition = take(/^eval got=if\(([\s\S]*), "match", "no-match"\)$/);
  take(/^(eval result=[\s\S]*)$/);
  take(/^(sort 0 result trailc_row)$/);
  take(/^(table rule ruleId test expected got prefilter result)$/);
  if (stages.length > 0) throw new Error(`more: ${stages.join('\n')}`);
  return { comments, records, hasSpath, stages: deciding, condition, ...prefilter };
}
