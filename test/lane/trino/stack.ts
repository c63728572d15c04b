/**
 * What Trino proves of the Athena stack of a bundle: its prepared statements and views, the text of each file run as it
 * is, on the tables that the deployed queries were run on.
 *
 * Owns: the checks. Must not: compare rows itself, or make tables.
 */
import type { Content, ListDocument } from '../../../src/content/document.ts';
import { PROFILES } from '../../../src/targets/athena/profiles.ts';
import type { Check, Finding } from '../check.ts';
import type { Suite } from '../executor.ts';
import { shippedRules } from './deployed.ts';
import { inParallel } from './in-parallel.ts';
import type { Server } from './server.ts';
import { stackFiles } from './stack-files.ts';
import { type PreparedRule, preparedFinding } from './stack-prepared.ts';
import { storedIn } from './stack-records.ts';
import { eventsViewFinding, listViewFinding, suiteViewFinding } from './stack-views.ts';
import { TABLE } from './trail.ts';

const VIEW = `${TABLE}_events`;
/** The suites whose events are records as CloudTrail writes them. */
const RECORDS = ['tests of the shipped rules', 'public records'];

/** After trinoChecks, which makes the tables. */
export async function stackChecks(
  server: Server,
  content: Content,
  suites: readonly Suite[],
): Promise<readonly Check[]> {
  const rules = shippedRules(content);
  const lists = [...content.lists.values()];
  const prepared: PreparedRule[] = [];
  const views: Finding[] = [];
  for (const profile of PROFILES) {
    const { files } = stackFiles(rules, lists, content, profile);
    const stored = await storedIn(server.client, rules, profile);
    for (const [path, text] of files) if (!path.startsWith('prepared/')) await server.client.rows(text);
    views.push(await eventsViewFinding(server, VIEW, profile, stored));
    for (const rule of rules) {
      const text = files.get(`prepared/${rule.document.stem}.sql`);
      if (text !== undefined) prepared.push({ rule, profile, text, stored });
    }
  }
  for (const suite of suites.filter(({ name }) => RECORDS.includes(name))) {
    views.push(await suiteViewFinding(server, suite));
  }
  const listed: Finding[] = [];
  for (const list of [...lists, madeList('noEntries', 0), madeList('manyEntries', 10_000)]) {
    listed.push(await listViewFinding(server, list));
  }
  const by = `Trino ${server.release}`;
  return [
    {
      name: 'prepared statements give the rows of the matches between two times, and read only the days around them',
      by,
      findings: await inParallel(prepared, (one) => preparedFinding(server.address, one)),
      notes: ['That Athena takes a parameter where these statements have one is AWS’s word, not a test.'],
    },
    { name: "the stack's view derives the evaluator's fields", by, findings: views },
    { name: 'views of lists give their entries', by, findings: listed },
  ];
}

/** Texts of the length of a role's ARN and a reason of one line, and every kind of character that is printed apart. */
function madeList(name: string, size: number): ListDocument {
  const span = { source: { path: `${name}.yml`, text: '' }, start: 0, end: 0 };
  const entries = Array.from({ length: size }, (_, at) => ({
    // What is printed piece by piece costs the engine more.
    values: [
      `arn:aws:iam::111122223333:role/team/${at}`,
      at % 50 === 0 ? `it's "${at}"\\\n\u2028é` : `${at}`,
    ],
    reason: `Reason ${at}, in a sentence of some length as people write it.`,
    ...(at % 2 === 0 ? { owner: 'SOC' } : {}),
    ...(at % 3 === 0 ? { expires: { value: '2027-01-31', span } } : {}),
    span,
  }));
  return { name, path: `${name}.yml`, span, description: '', columns: ['roleArn', 'reason'], entries };
}
