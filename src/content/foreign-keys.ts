/**
 * Keys that other tools use at the top of a rule, and what trailc calls them.
 *
 * Owns: that table. Must not: hold words of `match` (match-foreign.ts does).
 */

export interface ForeignKey {
  /** The key of trailc that says it. */
  readonly ours: string;
  readonly fix: string;
  /** What stands behind it is written the same way. */
  readonly sameValue?: true;
}

const RULE_KEYS: ReadonlyMap<string, ForeignKey> = new Map<string, ForeignKey>([
  [
    'detection',
    {
      ours: 'match',
      fix: 'Write the clauses below `match:`. There is no `condition`: a mapping is "and", `any:` is "or", `not:` is "not".',
    },
  ],
  ['logsource', { ours: 'source', fix: 'Write `source: aws.cloudtrail`.' }],
  ['falsepositives', { ours: 'falsePositives', fix: 'Write `falsePositives:`.', sameValue: true }],
  [
    'severity',
    {
      ours: 'level',
      fix: 'Write `level:` with informational, low, medium, high or critical.',
      sameValue: true,
    },
  ],
  ['uuid', { ours: 'id', fix: 'Write `id:`.', sameValue: true }],
  ['name', { ours: 'title', fix: 'Write `title:`. The name of a rule is its file name.' }],
  ['query', { ours: 'match', fix: 'Write the clauses below `match:`; trailc writes the query.' }],
  ['search', { ours: 'match', fix: 'Write the clauses below `match:`; trailc writes the search.' }],
  [
    'condition',
    {
      ours: 'match',
      fix: 'Write the clauses below `match:`; a mapping is "and", `any:` is "or", `not:` is "not".',
    },
  ],
  ['selection', { ours: 'match', fix: 'Write the clauses below `match:`.' }],
]);

/** The key of ours that a key of another tool stands for. */
export function foreignKey(kind: string, pointer: string, key: string): ForeignKey | undefined {
  return kind === 'rule' && pointer === '' ? RULE_KEYS.get(key) : undefined;
}
