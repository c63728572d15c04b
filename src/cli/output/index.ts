/**
 * The schema of what each command prints with `--format json`. A command that prints another has its schema in a file
 * beside this one, its name in names.ts and its line here.
 *
 * Owns: the table. Must not: describe an output.
 */
import type { Schema } from '../../language/schema-parts.ts';
import { AUDIT_ROLES } from './audit.ts';
import { BACKTEST } from './backtest.ts';
import { BACKTEST_PLAN } from './backtest-plan.ts';
import { BUILD, DOCS, SELFTEST, VERIFY_BUNDLE } from './bundle.ts';
import { FIELDS, OPERATORS, WHY } from './catalogue.ts';
import { BUMP, DIFF } from './change.ts';
import { CHECK, CHECK_BUNDLE, FAULTS } from './diagnostics.ts';
import { ENV_DIFF, ENV_LIST, ENV_SHOW } from './environments.ts';
import { EXPLAIN } from './explain.ts';
import { FMT } from './fmt.ts';
import { LISTS } from './lists.ts';
import { DOCTOR } from './logs.ts';
import { MUTATE } from './mutate.ts';
import type { OutputName } from './names.ts';
import { SESSIONS } from './sessions.ts';
import { TEST, WATCH } from './tests.ts';
import { TRACE } from './trace.ts';
import { VERIFY } from './verify.ts';

/** As they are written: closed, with the words of open lists as examples. See strictness.ts. */
export const OUTPUT_SCHEMAS: { readonly [N in OutputName]: Schema } = {
  'audit-roles': AUDIT_ROLES,
  backtest: BACKTEST,
  'backtest-plan': BACKTEST_PLAN,
  build: BUILD,
  bump: BUMP,
  check: CHECK,
  'check-bundle': CHECK_BUNDLE,
  diagnostics: FAULTS,
  diff: DIFF,
  docs: DOCS,
  doctor: DOCTOR,
  'env-diff': ENV_DIFF,
  'env-list': ENV_LIST,
  'env-show': ENV_SHOW,
  explain: EXPLAIN,
  fields: FIELDS,
  fmt: FMT,
  lists: LISTS,
  mutate: MUTATE,
  operators: OPERATORS,
  selftest: SELFTEST,
  sessions: SESSIONS,
  test: TEST,
  trace: TRACE,
  verify: VERIFY,
  'verify-bundle': VERIFY_BUNDLE,
  watch: WATCH,
  why: WHY,
};

export { published, strict } from './strictness.ts';
