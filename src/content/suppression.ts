/**
 * `suppress:` of a rule and of the configuration: warnings that somebody decided not to hear, each with the reason.
 *
 * Owns: reading the entries; one with a fault is reported and left out. Must not: suppress anything (src/suppress.ts
 * does), or know what day it is.
 */
import { posix } from 'node:path';
import { CATALOGUE, diagnose } from '../base/catalogue.ts';
import { respelled } from '../base/fix.ts';
import { didYouMean } from '../base/suggest.ts';
import { isCode, isWithinReach, SUPPRESSIBLE } from '../language/suppressible.ts';
import { isCalendarDate } from './calendar.ts';
import type { Spanned, Suppression } from './document.ts';
import { itemsAt, type Reporter, textAt, textsAt } from './node-readers.ts';
import { child, type YamlNode } from './yaml-node.ts';

/** The key of a document, if it has one; `paths` of an entry are those of the configuration. */
export function readSuppressions(
  node: YamlNode,
  faults: Reporter,
): { readonly suppress?: readonly Suppression[] } {
  if (child(node, 'suppress') === undefined) return {};
  return { suppress: itemsAt(node, 'suppress').flatMap((item) => readSuppression(item, faults) ?? []) };
}

function readSuppression(item: YamlNode, faults: Reporter): Suppression | undefined {
  const written = textAt(item, 'code');
  const because = textAt(item, 'because')?.value.trim();
  const expires = textAt(item, 'expires');
  const code = written && readCode(written, faults);
  const dated = expires === undefined || isCalendarDate(expires.value);
  if (!dated) faults.report(diagnose('suppress/date', expires.span, { date: expires.value }));
  const paths = textsAt(item, 'paths');
  const sound = paths.flatMap((path) => readPath(path, faults) ?? []);
  if (code === undefined || because === undefined || because === '' || !dated) return undefined;
  if (paths.length !== sound.length || (child(item, 'paths') !== undefined && sound.length === 0))
    return undefined;
  return {
    code,
    because,
    ...(expires === undefined ? {} : { expires }),
    ...(sound.length === 0 ? {} : { paths: sound }),
  };
}

function readCode({ value, span }: Spanned<string>, faults: Reporter): Suppression['code'] | undefined {
  if (!isCode(value)) {
    const suggestion = didYouMean(value, SUPPRESSIBLE);
    const fix = respelled(span, value, SUPPRESSIBLE);
    faults.report(diagnose('suppress/unknown-code', span, { code: value, suggestion }, fix));
    return undefined;
  }
  if (!isWithinReach(value)) {
    faults.report(diagnose('suppress/out-of-reach', span, { code: value }));
    return undefined;
  }
  if (CATALOGUE[value].severity === 'error') {
    faults.report(diagnose('suppress/error', span, { code: value }));
    return undefined;
  }
  return { value, span };
}

/** As files below the root are called: no `./`, no `/` at the end. */
function readPath({ value, span }: Spanned<string>, faults: Reporter): Spanned<string> | undefined {
  const problem = problemOf(value);
  if (problem === undefined) return { value: posix.normalize(value).replace(/\/$/, ''), span };
  faults.report(diagnose('suppress/path', span, { path: value, problem }));
  return undefined;
}

function problemOf(path: string): string | undefined {
  if (path !== path.trim()) return 'there are blanks around it';
  if (/[\p{Cc}\\]/u.test(path)) return 'it holds a character that no path here has; "/" separates folders';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'it is absolute';
  if (path.split('/').includes('..')) return 'it holds ".."';
  if (path.includes('*')) return 'it holds "*", and there are no patterns here';
  return undefined;
}
