/**
 * A search for every assumption of this target, which shows on a Splunk whether it holds there.
 *
 * Owns: the searches' texts, the only place where they stand: docs/splunk.md and `trailc selftest --canaries` print
 * them. Written by hand in SPL, apart from what depends on the paths that rules read. Must not: lay out a search.
 */
import type { FieldPath } from '../../cloudtrail/value.ts';
import type { AssumptionName } from '../shared/assumptions.ts';
import { reach } from './json.ts';
import {
  extractedField,
  joined,
  quotedRegex,
  regex,
  regexOf,
  type SplExpression,
  type SplRegex,
  spl,
} from './literals.ts';

/**
 * - shows   needs no data: `evals`, then `holds`, which must be true
 * - counts  `breaks` is true of an event that breaks the assumption, for the paths that rules read; none is right
 * - lookup  searches over one lookup table, each of which must return nothing
 */
export type Canary = {
  /** Markdown, where the assumption does not say it all. */
  readonly about?: string;
} & (
  | { readonly kind: 'shows'; readonly evals: readonly string[]; readonly holds: string }
  | {
      readonly kind: 'counts';
      readonly breaks: (paths: readonly FieldPath[]) => SplExpression;
      /** Paths that the documentation shows it with; none where it depends on none. */
      readonly example: readonly FieldPath[];
    }
  | { readonly kind: 'lookup'; readonly searches: (table: string) => readonly string[] }
);

/** The assumptions of other targets; a new assumption either joins them or gets a canary. */
type OfOtherTargets =
  | 'objects-in-array'
  | 'one-key-case'
  | 'no-array-at-number'
  | 'json-is-whole'
  | 'one-spelling'
  | 'no-empty-object'
  | 'ascii-case-only'
  | 'scalars-as-text'
  | 'any-element'
  | 'json-integer'
  | 'plain-addresses'
  | 'no-last-line-break'
  | 'assumed-role-arn';

export type CanaryName = Exclude<AssumptionName, OfOtherTargets>;

const RAW = '_raw' as SplExpression;

/** An OR of several; each part stands in parentheses. */
function oneOf(parts: readonly SplExpression[]): SplExpression {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return joined(
    parts.map((part) => spl`(${part})`),
    ' OR ',
  );
}

/** For the last key of each path: the record is searched for the key, wherever it stands. */
function anyKey(paths: readonly FieldPath[], of: (key: SplRegex) => SplExpression): SplExpression {
  const keys = [...new Set(paths.map((path) => path[path.length - 1] ?? ''))];
  return oneOf(keys.map((key) => of(regexOf(key, false))));
}

export const CANARIES: { readonly [N in CanaryName]: Canary } = {
  'splunk-canary': {
    kind: 'shows',
    about:
      '`json_extract` gives texts, booleans and numbers as text, JSON null as NULL or the text `null`, objects and arrays as JSON, reads JSON inside a text, and reads beyond 5,000 bytes.',
    evals: [
      String.raw`ct_json="{\"t\":\"a\\\"b\",\"b\":false,\"n\":10,\"z\":null,\"s\":\"null\",\"e\":\"\",\"o\":{\"x\":1},\"l\":[1],\"p\":\"{\\\"q\\\":\\\"v\\\"}\",\"k-1\":\"d\"}"`,
      'ct_t=json_extract(ct_json, "t"), ct_b=json_extract(ct_json, "b"), ct_n=json_extract(ct_json, "n"), ct_z=json_extract(ct_json, "z"), ct_s=json_extract(ct_json, "s"), ct_e=json_extract(ct_json, "e"), ct_o=json_extract(ct_json, "o"), ct_l=json_extract(ct_json, "l"), ct_p=json_extract(ct_json, "p"), ct_x=json_extract(ct_json, "x.y")',
      String.raw`ct_long="{\"a\":\"".mvjoin(mvrange(0, 3000), "-")."\",\"z\":\"end\"}"`,
      'ct_none=null()',
    ],
    holds: String.raw`ct_t="a\"b" AND match(ct_b, "^false\\z") AND match(ct_n, "^10\\z") AND coalesce(ct_z, "null")="null" AND ct_s="null" AND isnotnull(ct_e) AND match(ct_e, "^\\z") AND match(ct_o, "^\\{\\s*\"x\"") AND match(ct_l, "^\\[") AND json_extract(ct_p, "q")="v" AND json_extract_exact(ct_json, "k-1")="d" AND if(isnotnull(ct_x), 1, 0)=0 AND json_extract(ct_long, "z")="end" AND if(ct_none="a", 1, 0)=0 AND isnull("x".ct_none)`,
  },
  'splunk-if': {
    kind: 'shows',
    evals: ['ct_none=null()'],
    holds:
      'if(ct_none="a", 1, 0)=0 AND if(in(ct_none, "a", "b"), 1, 0)=0 AND if(match(ct_none, "a"), 1, 0)=0 AND if(ct_none>5, 1, 0)=0 AND if(cidrmatch("10.0.0.0/8", ct_none), 1, 0)=0 AND coalesce(ct_none, "x")="x" AND isnull("x".ct_none)',
  },
  'splunk-json-elements': {
    kind: 'shows',
    evals: [
      String.raw`ct_json="{\"r\":[\"a\\\"b\",null,\"null\",true,7,{\"k\":\"v\"},[1]],\"s\":\"[x\",\"o\":{\"k\":null}}"`,
      'ct_each=json_extract(ct_json, "r", "r")',
      'ct_each=mvindex(json_array_to_mv(ct_each, true()), 0)',
      'ct_each=json_array_to_mv(ct_each, true())',
      'ct_0=mvindex(ct_each, 0), ct_1=mvindex(ct_each, 1), ct_2=mvindex(ct_each, 2), ct_3=mvindex(ct_each, 3), ct_4=mvindex(ct_each, 4), ct_5=mvindex(ct_each, 5), ct_6=mvindex(ct_each, 6)',
      'ct_missing=coalesce(json_extract(ct_json, "x", "x"), "[]"), ct_null=coalesce(json_extract(ct_json, "o.k", "o.k"), "[]"), ct_text=json_extract(ct_json, "s", "s"), ct_exact=json_extract_exact(ct_json, "s", "s")',
    ],
    holds: String.raw`mvcount(ct_each)=7 AND ct_0="\"a\\\"b\"" AND json_extract(ct_0)="a\"b" AND ct_1="null" AND ct_2="\"null\"" AND ct_3="true" AND match(ct_4, "^7\\z") AND json_extract(ct_5, "k")="v" AND match(ct_6, "^\\[\\s*1\\s*\\]\\z") AND match(ct_text, "^\\[\\s*\"\\[x\"") AND match(ct_exact, "^\\[\\s*\"\\[x\"") AND NOT match(ct_missing, "^\\[\\s*[\"tf0-9-]") AND NOT match(ct_null, "^\\[\\s*[\"tf0-9-]")`,
  },
  'splunk-mvmap': {
    kind: 'shows',
    evals: [String.raw`ct_none=null(), ct_one="a", ct_two=json_array_to_mv("[\"a\",\"b\"]"), ct_other="b"`],
    holds: String.raw`mvfind(mvmap(ct_two, if(ct_two=ct_other, "yes", "no")), "^yes\\z")=1 AND mvfind(mvmap(ct_one, if(match(ct_one, "^a\\z"), "yes", "no")), "^yes\\z")=0 AND if(isnotnull(mvfind(mvmap(ct_two, if(ct_two="c", "yes", "no")), "^yes\\z")), 1, 0)=0 AND if(isnotnull(mvfind(mvmap(ct_none, if(ct_none="c", "yes", "no")), "^yes\\z")), 1, 0)=0`,
  },
  'splunk-numbers': {
    kind: 'shows',
    evals: [
      'ct_large="999999999999999", ct_less="-5", ct_zero="08", ct_time="20260101000000", ct_none=null()',
      'ct_none_number=tonumber(ct_none)',
    ],
    holds:
      'tonumber(ct_large)>999999999999998 AND tonumber(ct_less)<tonumber("-4") AND tonumber(ct_less)>=tonumber("-5") AND tonumber(ct_zero)*10000+tonumber(ct_zero)=80008 AND tonumber(ct_time)>20251231235959 AND if(isnotnull(ct_none_number), 1, 0)=0',
  },
  'splunk-lookup': {
    kind: 'lookup',
    about:
      'For each lookup: every key is found, and none that is a little longer or in another case. Both must return nothing (the second may return rows of a list that itself holds the same text in both cases).',
    searches: (table) => [
      `| inputlookup ${table} | lookup ${table} key OUTPUT listed AS again | where isnull(again) OR again!="yes"`,
      `| inputlookup ${table} | eval other=if(key=upper(key), lower(key), upper(key)) | where other!=key | lookup ${table} key AS other OUTPUT listed AS again | where isnotnull(again)`,
    ],
  },
  'cidr-ipv6': {
    kind: 'shows',
    evals: [
      String.raw`ct_in=json_array_to_mv("[\"2001:db8::1\",\"2001:DB8:0:0::1\",\"2001:0db8:0000:0000:0000:0000:0000:0001\",\"2001:db8::10.1.2.3\",\"2001:db8:1:2:3:4:5:6\"]")`,
      String.raw`ct_out=json_array_to_mv("[\"2001:db9::1\",\"::1\",\":::\",\"2001:db8::1::2\",\"2001:db8:1\",\"2001:db8:12345::\",\"2001:db8:1:2:3:4:5:6:7\",\"2001:db8\",\"2001:db8::010.1.2.3\",\"::ffff:10.1.2.3\"]")`,
      String.raw`ct_mapped=json_array_to_mv("[\"::ffff:10.1.2.3\",\"::FFFF:a01:203\",\"0:0:0:0:0:ffff:0a01:0203\"]")`,
    ],
    holds: String.raw`if(isnotnull(mvfind(mvmap(ct_in, if(cidrmatch("2001:db8:0:0:0:0:0:0/32", ct_in), "in", "out")), "^out\\z")), 1, 0)=0 AND if(isnotnull(mvfind(mvmap(ct_out, if(cidrmatch("2001:db8:0:0:0:0:0:0/32", ct_out), "in", "out")), "^in\\z")), 1, 0)=0 AND if(isnotnull(mvfind(mvmap(ct_mapped, if(cidrmatch("0:0:0:0:0:ffff:a00:0/104", ct_mapped), "in", "out")), "^out\\z")), 1, 0)=0`,
  },
  'pcre-characters': {
    kind: 'shows',
    evals: ['ct_two="é", ct_four="😀"'],
    holds: String.raw`match(ct_two, "^[^\\n]\\z") AND match(ct_four, "^[^a]\\z") AND match(ct_two, "^[à-ÿ]\\z") AND NOT match(ct_four, "^[^a][^a]\\z")`,
  },
  'pcre-limits': {
    kind: 'shows',
    about:
      "Splunk documents the limits of PCRE for extractions (props.conf, `MATCH_LIMIT`: 100,000 calls), and none for `match`. A record's parameters hold at most 100 KB.",
    evals: ['ct_long=mvjoin(mvrange(0, 20000), "a")'],
    holds: String.raw`match(ct_long, "^[0-9a]*0a1a2[0-9a]*\\z")`,
  },
  'ascii-unescaped': {
    kind: 'counts',
    breaks: () =>
      String.raw`match(_raw, "\\\\u00(2[dDeE]|3[0-9aA]|4[1-9a-fA-F]|5[0-9aAfF]|6[1-9a-fA-F]|7[0-9aA])")` as SplExpression,
    example: [],
  },
  'no-twin-key': {
    kind: 'counts',
    about:
      'For a field whose presence a rule asks for, here `roleSessionName`: null, an object or an array stands under the key in one place of the record, and in another the text `null` or one that begins like JSON.',
    breaks: (paths) =>
      anyKey(
        paths,
        (key) =>
          spl`match(_raw, ${quotedRegex(regex`"${key}"\s*:\s*(null|[{\[])`)}) AND match(_raw, ${quotedRegex(regex`"${key}"\s*:\s*"(null"|[{\[])`)})`,
      ),
    example: [['requestParameters', 'roleSessionName']],
  },
  'no-null-twin': {
    kind: 'counts',
    breaks: (paths) =>
      anyKey(
        paths,
        (key) =>
          spl`match(_raw, ${quotedRegex(regex`"${key}"\s*:\s*null`)}) AND match(_raw, ${quotedRegex(regex`"${key}"\s*:\s*"null"`)})`,
      ),
    example: [['requestParameters', 'roleSessionName']],
  },
  'extracted-whole': {
    kind: 'counts',
    breaks: () =>
      'isnotnull(json_extract(_raw, "recipientAccountId")) AND isnull(recipientAccountId)' as SplExpression,
    example: [],
  },
  'extracted-once': {
    kind: 'counts',
    breaks: () => 'mvcount(eventID)>1' as SplExpression,
    example: [],
  },
  'extracted-empty': {
    kind: 'counts',
    breaks: () =>
      `json_extract(_raw, "userIdentity.accessKeyId")="" AND isnull('userIdentity.accessKeyId')` as SplExpression,
    example: [],
  },
  'extracted-names': {
    kind: 'counts',
    about: 'With every field that your rules read in the place of these three:',
    breaks: (paths) =>
      oneOf(
        paths.map((path) => {
          const [own, other] = [reach(RAW, path), extractedField(path)];
          return spl`isnotnull(${own}) AND isnotnull(${other}) AND ${own}!=${other}`;
        }),
      ),
    example: [['eventName'], ['eventSource'], ['userIdentity', 'arn']],
  },
  'no-outcome-code': {
    kind: 'counts',
    breaks: () => 'in(json_extract(_raw, "errorCode"), "success", "failure")' as SplExpression,
    example: [],
  },
  'parameters-are-objects': {
    kind: 'counts',
    breaks: () =>
      String.raw`match(_raw, "\"(requestParameters|responseElements|additionalEventData|serviceEventDetails)\"\\s*:\\s*\"")` as SplExpression,
    example: [],
  },
  'no-object-here': {
    kind: 'counts',
    about: 'With the field whose presence the rule asks for:',
    breaks: (paths) =>
      oneOf(paths.map((path) => spl`match(${reach(RAW, path)}, ${quotedRegex(regex`^[{\[]`)})`)),
    example: [['userIdentity', 'arn']],
  },
};

export function isCanaryName(name: string): name is CanaryName {
  return Object.hasOwn(CANARIES, name);
}
