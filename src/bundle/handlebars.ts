/**
 * Handlebars, as trailc's templates may use it.
 *
 * Owns: the library (its only importer, loaded when the first template is compiled), what a template may not do, and
 * the words for what went wrong. The helpers stand in helpers.ts. Must not: find templates or know what they are for.
 *
 * Facts used: handlebarsjs.com/api-reference/compilation.html (`strict`, `knownHelpersOnly`, `noEscape`) and
 * …/runtime-options.html (prototype access is denied unless allowed).
 */
import { createRequire } from 'node:module';
import { HELPER_NAMES, HELPERS } from './helpers.ts';

/** A place in a template; lines from 1, columns from 0, as the library counts. */
export interface TemplatePlace {
  readonly line: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

export interface TemplateFault {
  /** `detail` is a reason in words, the unknown name, or the part that is not allowed. */
  readonly kind: 'syntax' | 'unknown-value' | 'unknown-helper' | 'refused' | 'failed';
  readonly detail: string;
  readonly place?: TemplatePlace;
}

export type Rendering =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'fault'; readonly fault: TemplateFault };

/** A compiled template: called with the values of one file. Never throws. */
export type CompiledTemplate = (view: Readonly<Record<string, unknown>>) => Rendering;

/** Block helpers of the library that stay; `log` prints and `lookup` computes names, so both are out. */
const BLOCKS = ['if', 'unless', 'each', 'with'] as const;
export const TEMPLATE_HELPERS: readonly string[] = [...BLOCKS, ...HELPER_NAMES];

/** Compiles a template's text; faults of the text come out of the first call, with their place. */
export function compileTemplate(text: string): CompiledTemplate {
  const deep = placeTooDeep(text);
  if (deep !== undefined) {
    const fault: TemplateFault = { kind: 'failed', detail: 'its blocks are nested too deeply', place: deep };
    return () => ({ kind: 'fault', fault });
  }
  const Handlebars = handlebars();
  const engine = Handlebars.create();
  // The library prints a line for each denied prototype property; a template that asks for one is refused below.
  engine.logger.level = Number.MAX_SAFE_INTEGER;
  let refused: TemplateFault | undefined;
  try {
    const program = engine.parseWithoutProcessing(text);
    refused = firstRefusal(program, new Handlebars.Visitor());
    if (refused === undefined) {
      const known = Object.fromEntries(HELPER_NAMES.map((name) => [name, true]));
      const template = engine.compile<Readonly<Record<string, unknown>>>(program, {
        noEscape: true,
        strict: true,
        knownHelpersOnly: true,
        knownHelpers: { ...known, log: false, lookup: false } as KnownHelpers,
      });
      return (view) => {
        try {
          return { kind: 'text', text: template(view, { helpers: HELPERS }) };
        } catch (error) {
          return { kind: 'fault', fault: faultOf(error) };
        }
      };
    }
  } catch (error) {
    refused = faultOf(error);
  }
  const fault = refused;
  return () => ({ kind: 'fault', fault });
}

type Library = typeof import('handlebars');
type Visitor = InstanceType<Library['Visitor']>;
type Program = ReturnType<Library['parse']>;
type KnownHelpers = NonNullable<NonNullable<Parameters<Library['compile']>[1]>['knownHelpers']>;

/**
 * The library as the one file that it ships for browsers. Its main entry is forty files, which take longer to find and
 * read than a template takes to compile; an `import` of CommonJS would scan the file once more.
 */
function handlebars(): Library {
  return createRequire(import.meta.url)('handlebars/dist/handlebars.js') as Library;
}

interface Located {
  readonly loc: { readonly start: Point; readonly end: Point };
}
interface Point {
  readonly line: number;
  readonly column: number;
}

/** Blocks inside blocks. The library's parser takes quadratic time in the depth, and then overflows the stack. */
const DEEPEST = 100;

/** The line on which blocks are nested too deeply. Tags in comments count as well, which no real template notices. */
function placeTooDeep(text: string): TemplatePlace | undefined {
  let depth = 0;
  for (const { 0: tag, index } of text.matchAll(/\{\{~?[#^/]/g)) {
    depth += tag.endsWith('/') ? -1 : 1;
    if (depth > DEEPEST) return { line: text.slice(0, index).split('\n').length };
  }
  return undefined;
}

/** The first part of a template that reaches beyond its values, in the order in which parts are visited. */
function firstRefusal(program: Program, visitor: Visitor): TemplateFault | undefined {
  const found: TemplateFault[] = [];
  const refuse = (part: string) => (node: Located) => {
    const { start, end } = node.loc;
    const place = { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
    found.push({ kind: 'refused', detail: part, place });
  };
  // Partials could call themselves without end; decorators change how the rest is read.
  visitor.PartialStatement = refuse('a partial ("{{> …}}")');
  visitor.PartialBlockStatement = refuse('a partial ("{{#> …}}")');
  visitor.Decorator = refuse('a decorator ("{{* …}}")');
  visitor.DecoratorBlock = refuse('a decorator ("{{#* …}}")');
  visitor.PathExpression = (path) => {
    const inherited = path.parts.find((part) => part in Object.prototype);
    if (inherited !== undefined) refuse(`the name "${inherited}"`)(path);
  };
  visitor.accept(program);
  return found[0];
}

/** What the library threw, in our words. Its messages are matched, because its errors carry no codes. */
function faultOf(error: unknown): TemplateFault {
  const message = error instanceof Error ? error.message : String(error);
  const place = placeOf(error);
  const at = place === undefined ? {} : { place };
  const parse = /^(?:Parse|Lexical) error on line ([0-9]+)/.exec(message);
  if (parse !== null) {
    const got = /, got '([A-Z_]+)'$/.exec(message)?.[1] ?? 'INVALID';
    return { kind: 'syntax', detail: parseReason(got), place: { line: Number(parse[1]) } };
  }
  const mismatch = /^(.*) doesn't match (.*) - [0-9]+:[0-9]+$/.exec(message);
  if (mismatch !== null) {
    const detail = `the block "{{#${mismatch[1]}}}" is closed by "{{/${mismatch[2]}}}"`;
    return { kind: 'syntax', detail, ...at };
  }
  const helper = /unknown helper (.*) - [0-9]+:[0-9]+$/.exec(message);
  if (helper !== null) return { kind: 'unknown-helper', detail: helper[1] ?? '', ...at };
  const value = /^"(.*)" not defined in /s.exec(message);
  if (value !== null) return { kind: 'unknown-value', detail: value[1] ?? '', ...at };
  return { kind: 'failed', detail: oneLine(message), ...at };
}

/** The parser names tokens; the ones that authors meet are put into words. */
function parseReason(got: string): string {
  switch (got) {
    case 'EOF':
      return 'it ends inside a tag or a block that is not closed';
    case 'INVALID':
      return 'a tag here is not closed, or holds a character that no name may have';
    case 'OPEN_ENDBLOCK':
      return 'a closing tag "{{/…}}" closes no block';
    case 'INVERSE':
    case 'OPEN_INVERSE':
    case 'OPEN_INVERSE_CHAIN':
      return '"{{else}}" stands outside a block';
    case 'CLOSE':
    case 'CLOSE_UNESCAPED':
      return 'a tag is empty, or ends with another number of braces than it begins with';
    default:
      return 'a tag here is not written as Handlebars wants it';
  }
}

function placeOf(error: unknown): TemplatePlace | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { lineNumber, column, endLineNumber, endColumn } = error as Record<string, unknown>;
  if (typeof lineNumber !== 'number') return undefined;
  return {
    line: lineNumber,
    ...(typeof column === 'number' ? { column } : {}),
    ...(typeof endLineNumber === 'number' ? { endLine: endLineNumber } : {}),
    ...(typeof endColumn === 'number' ? { endColumn } : {}),
  };
}

function oneLine(message: string): string {
  return message.replace(/\s+/g, ' ').trim();
}
