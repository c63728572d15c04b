/**
 * The open behaviours of Splunk that the searches of trailc can meet: one row each, with the page, and what settles it.
 *
 * Owns: names, values (the expected one first) and sentences. Must not: hold behaviour (values.ts, json.ts, … do).
 * Pages are named by their titles in Splunk's Search Reference (SR), Search Manual (SM), Knowledge Manager Manual (KM)
 * and configuration file reference.
 */
import type { OpenBehaviour } from './switches.ts';

const CANARY = 'splunk-canary';
const NONE = 'none: both readings give the same verdict';

export const OPEN = {
  'json-null': {
    values: ['null', 'text'],
    sentence: 'json_extract gives NULL for JSON null, or the text "null".',
    page: 'SR, JSON functions: "converts a JSON null to a null" is said of the call without a path only',
    settledBy: [],
    canary: NONE,
  },
  'json-boolean': {
    values: ['text', 'nothing'],
    sentence: 'A JSON Boolean becomes the text true or false, although eval cannot hold a Boolean.',
    page: 'SR, JSON functions ("to the native type"); SR, eval ("cannot be a Boolean")',
    settledBy: [CANARY],
    canary: CANARY,
  },
  'json-number': {
    values: ['text', 'decimals'],
    sentence: 'A JSON integer keeps its digits as text, without decimals.',
    page: 'SR, JSON functions ("to the native type")',
    settledBy: [CANARY],
    canary: CANARY,
  },
  'json-structure': {
    values: ['json', 'nothing'],
    sentence: 'json_extract gives an object or array as its JSON text.',
    page: 'SR, JSON functions, examples 2 to 7',
    settledBy: [CANARY],
    canary: CANARY,
  },
  'json-empty': {
    values: ['kept', 'nothing'],
    sentence: 'json_extract gives an empty text as an empty value, not as NULL.',
    page: 'SR, JSON functions: not said',
    settledBy: [CANARY],
    canary: CANARY,
  },
  'json-long': {
    values: ['whole', 'cut'],
    sentence: 'json_extract reads beyond the first 5,000 bytes.',
    page: 'limits.conf, [spath] extraction_cutoff: said of auto kv extraction and spath only',
    settledBy: [CANARY],
    canary: CANARY,
  },
  'json-style': {
    values: ['compact', 'spaced'],
    sentence: 'Where JSON text is given back, blanks, \\/ and \\u escapes may differ from the source.',
    page: 'SR, JSON functions: examples show both forms',
    settledBy: [],
    canary: NONE,
  },
  'json-missing': {
    values: ['null', 'skipped', 'nothing'],
    sentence:
      'json_extract with two paths gives null for a path without value, leaves it out, or gives NULL.',
    page: 'SR, JSON functions ("returns it as a JSON array"): not said',
    settledBy: [],
    canary: NONE,
  },
  'json-element-null': {
    values: ['kept', 'skipped'],
    sentence: 'json_array_to_mv gives the value null for an element that is null.',
    page: 'SR, JSON functions: not said',
    settledBy: ['splunk-json-elements'],
    canary: 'splunk-json-elements',
  },
  'json-element-text': {
    values: ['json', 'bare'],
    sentence: 'json_array_to_mv(…, true()) gives a text as JSON, with quotes and escapes.',
    page: 'SR, JSON functions ("preserves bracketing quotes"): escapes are not mentioned',
    settledBy: ['splunk-json-elements'],
    canary: 'splunk-json-elements',
  },
  'null-predicate': {
    values: ['null', 'false', 'unequal'],
    sentence:
      'A comparison, match, in or cidrmatch of NULL is NULL; or false; or false except that != is true.',
    page: 'SR, Comparison and Conditional functions ("otherwise returns FALSE"); SR, where: not said of NULL',
    settledBy: [],
    canary: NONE,
  },
  'null-logic': {
    values: ['kleene', 'strict'],
    sentence: 'FALSE AND NULL is FALSE and TRUE OR NULL is TRUE; or both are NULL.',
    page: 'SR, eval ("accept two Boolean values"): not said of NULL',
    settledBy: [],
    canary: NONE,
  },
  'null-text': {
    values: ['null', 'empty'],
    sentence: 'Concatenation with NULL is NULL, or takes NULL for the empty text.',
    page: 'SR, eval ("cannot be evaluated successfully … erases the resulting field")',
    settledBy: ['splunk-if', CANARY],
    canary: 'splunk-if',
    proposed: `| makeresults
| eval ct_none=null()
| eval ct_joined="x".ct_none
| eval holds=if(isnull(ct_joined), "yes", "no")`,
  },
  'if-null': {
    values: ['else', 'null', 'then'],
    sentence: 'if() gives its third argument when the test is NULL.',
    page: 'SR, Comparison and Conditional functions ("evaluates to TRUE … otherwise")',
    settledBy: ['splunk-if', CANARY],
    canary: 'splunk-if',
  },
  'number-like': {
    values: ['number', 'text'],
    sentence: 'Two texts that look like numbers are compared as numbers, or as texts.',
    page: 'SR, eval ("accept two numbers or two strings"): not said which texts are numbers',
    settledBy: [],
    canary: NONE,
  },
  'search-term': {
    values: ['phrase', 'breakers', 'anything'],
    sentence:
      'A quoted term is found anywhere in _raw, or only between breakers (case is ignored); or is not looked at: the condition alone must give the verdict.',
    page: 'SM, Event segmentation and searching; segmenters.conf',
    settledBy: [],
    canary: NONE,
  },
  lower: {
    values: ['ascii', 'unicode'],
    sentence: 'lower() and upper() fold ASCII only, or every letter that has another case.',
    page: 'SR, Text functions: not said',
    settledBy: [],
    canary: NONE,
  },
  'mv-predicate': {
    values: ['any', 'none'],
    sentence: 'A comparison or match of several values holds if it holds of one, or never.',
    page: 'SR, Multivalue eval functions: not said',
    settledBy: [],
    canary: NONE,
  },
  'mvmap-single': {
    values: ['asked', 'unchanged'],
    sentence: 'mvmap asks its expression of a single value too.',
    page: 'SR, Multivalue eval functions',
    settledBy: ['splunk-mvmap'],
    canary: 'splunk-mvmap',
  },
  'mvfind-none': {
    values: ['null', 'minus-one'],
    sentence: 'mvfind gives NULL where no value matches.',
    page: 'SR, Multivalue eval functions ("If no values match, NULL is returned")',
    settledBy: ['splunk-mvmap'],
    canary: 'splunk-mvmap',
  },
  tonumber: {
    values: ['exact', 'octal', 'single'],
    sentence: 'tonumber reads base 10 with leading zeros, with the precision of a double.',
    page: 'SR, Conversion functions; SR, eval, Long numbers',
    settledBy: ['splunk-numbers'],
    canary: 'splunk-numbers',
  },
  'cidr-ipv6': {
    values: ['all', 'full', 'mapped-apart', 'any-text'],
    sentence: 'cidrmatch reads every spelling of IPv6, and ::ffff:0:0/96 like any block, and no other text.',
    page: 'SR, Comparison and Conditional functions: examples show addresses written in full only',
    settledBy: ['cidr-ipv6'],
    canary: 'cidr-ipv6',
  },
  'cidr-other': {
    values: ['false', 'true', 'null'],
    sentence:
      'What cidrmatch gives for a text that is no address, or of the other family, is not documented.',
    page: 'SR, Comparison and Conditional functions',
    settledBy: [],
    canary: NONE,
  },
  'pcre-characters': {
    values: ['characters', 'bytes'],
    sentence: 'Regular expressions read characters, not the bytes of UTF-8.',
    page: 'KM, About Splunk regular expressions: not said',
    settledBy: ['pcre-characters'],
    canary: 'pcre-characters',
  },
  'pcre-limits': {
    values: ['none', 'reached'],
    sentence: 'A long value that almost matches does not run into the limits of PCRE.',
    page: 'props.conf, MATCH_LIMIT: said of extractions',
    settledBy: ['pcre-limits'],
    canary: 'pcre-limits',
  },
  'lookup-match': {
    values: ['exact', 'wildcard', 'folded', 'trimmed'],
    sentence: 'A lookup compares character by character.',
    page: 'KM, Add field matching rules to your lookup configuration',
    settledBy: ['splunk-lookup'],
    canary: 'splunk-lookup',
  },
  'lookup-null': {
    values: ['nothing', 'first'],
    sentence: 'A lookup of NULL finds nothing, or (NULL matches) the first row.',
    page: 'SR, lookup',
    settledBy: [],
    canary: NONE,
  },
  'extract-null': {
    values: ['text', 'nothing'],
    sentence: 'Automatic extraction gives JSON null as the text "null", or no field.',
    page: 'KM, Automatic key-value field extraction for search-time data: not said',
    settledBy: [],
    canary: NONE,
  },
  'extract-cutoff': {
    values: ['whole', 'cut'],
    sentence: 'Automatic extraction reads the whole record, not its first 5,000 bytes only.',
    page: 'limits.conf, [spath] extraction_cutoff',
    settledBy: ['extracted-whole'],
    canary: 'extracted-whole',
  },
  'extract-once': {
    values: ['once', 'twice'],
    sentence: 'Each value is extracted once, not by both KV_MODE and INDEXED_EXTRACTIONS.',
    page: 'props.conf, KV_MODE and INDEXED_EXTRACTIONS',
    settledBy: ['extracted-once'],
    canary: 'extracted-once',
  },
  'extract-empty': {
    values: ['kept', 'left-out'],
    sentence: 'An empty JSON text is extracted as an empty value.',
    page: 'not said',
    settledBy: ['extracted-empty'],
    canary: 'extracted-empty',
  },
  'aws-add-on': {
    values: ['absent', 'present'],
    sentence: 'The Splunk Add-on for AWS writes errorCode "success" or "failure" where AWS wrote none.',
    page: "the add-on's props.conf, aws:cloudtrail",
    settledBy: [],
    canary: 'no-outcome-code',
  },
} as const satisfies Readonly<Record<string, OpenBehaviour>>;
