/**
 * The public API: the phases of compile.ts and the types they pass on (docs/library.md). Everything else is internal
 * and may change.
 *
 * Owns: what is exported. Must not: hold logic.
 */
export type { Diagnostic, Edit, Fix, Severity } from './base/diagnostic.ts';
export { placeOf } from './base/diagnostic.ts';
export type { Result } from './base/result.ts';
export type { SourceText, Span } from './base/source.ts';
export { type TemplateSource, templateSource } from './bundle/templates.ts';
export { checkContent } from './check.ts';
export type { CloudTrailEvent, Json, JsonObject } from './cloudtrail/event.ts';
export { type CompiledRule, type CompileOptions, compileRule } from './compile.ts';
export { findConfig } from './content/config.ts';
export type {
  Content,
  EnvironmentDocument,
  ListDocument,
  RuleDocument,
  TargetName,
  TestDocument,
} from './content/document.ts';
export { environmentOf } from './content/environment-view.ts';
export { type LoadOptions, loadRepository } from './content/repository.ts';
export { compileCondition } from './evaluate/condition.ts';
export type { ResultRow } from './evaluate/row.ts';
export { type TraceNode, traceCondition } from './evaluate/trace.ts';
export { type EvaluateOptions, type Evaluation, evaluateRule, prepareRule } from './evaluate-rule.ts';
export type { Expression } from './ir/expression.ts';
export type { RuleIr } from './ir/rule.ts';
export { backtest } from './logs/backtest/backtest.ts';
export type { BacktestReport } from './logs/backtest/report.ts';
export { type LogItem, readLogs } from './logs/read.ts';
export { lowerForEnvironment, lowerForTests } from './lower.ts';
export { renderQuery } from './render-query.ts';
export { applySuppressions, type Suppressed, type Suppressions, type SuppressOptions } from './suppress.ts';
export type { Answer, Artefact, Assumption, Compiled, Reason, Target } from './targets/shared/target.ts';
export { type RuleTestReport, runTests, type TestResult } from './testing/run.ts';
