/**
 * The public API: the phases of compile.ts and the types they pass on. Everything else is internal and may change.
 *
 * Owns: what is exported. Must not: hold logic.
 */
export type { Diagnostic, Severity } from './base/diagnostic.ts';
export type { Result } from './base/result.ts';
export { checkContent } from './check.ts';
export type { CloudTrailEvent } from './cloudtrail/event.ts';
export { type CompiledRule, type CompileOptions, compileRule } from './compile.ts';
export { findConfig } from './content/config.ts';
export type { Content, EnvironmentDocument, RuleDocument, TargetName } from './content/document.ts';
export { loadRepository } from './content/repository.ts';
export { compileCondition } from './evaluate/condition.ts';
export { type TraceNode, traceCondition } from './evaluate/trace.ts';
export type { Expression } from './ir/expression.ts';
export type { RuleIr } from './ir/rule.ts';
export { type BacktestReport, backtest } from './logs/backtest.ts';
export { type LogItem, readLogs } from './logs/read.ts';
export { lowerForEnvironment, lowerForTests } from './lower.ts';
export type { Answer, Artefact, Compiled, Target } from './targets/shared/target.ts';
export { type RuleTestReport, runTests } from './testing/run.ts';
