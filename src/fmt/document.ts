/**
 * A YAML document written anew in trailc's style, comments kept. The only importer of the package `yaml`; `fmt` alone
 * loads it.
 *
 * Owns: the style (indentation 2, flow collections where they fit into a line, one blank line at most). Scalars keep the
 * characters of their source (scalar.ts). Must not: decide the order of keys, or whether the outcome may be kept.
 */
import {
  Composer,
  type Document,
  isCollection,
  isMap,
  isPair,
  isScalar,
  Lexer,
  type Node,
  Parser,
  type Scalar,
  type ScalarTag,
  type Tags,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { settleComments } from './comment-places.ts';
import { blockScalar, flowScalar } from './scalar.ts';

/** Columns of a line; prose and comments are left as long as they are. */
const LINE_WIDTH = 120;

type Stringify = NonNullable<ScalarTag['stringify']>;
type Context = Parameters<Stringify>[1];
/** Set while a flow collection is tried in one line. */
type Trial = Context & { readonly inOneLine?: boolean };
type Collection = YAMLMap | YAMLSeq;

export type Printed =
  | { readonly kind: 'printed'; readonly text: string }
  /** The library cannot read it: its own words, and where (UTF-16 offset). */
  | { readonly kind: 'refused'; readonly reason: string; readonly at: number };

/**
 * The text of one document without anchors, aliases and tags, its lines ended by `\n`. `ordered` gives top-level keys in
 * the order in which they shall stand.
 */
export function printDocument(
  text: string,
  ordered: (keys: readonly string[]) => readonly string[],
): Printed {
  const customTags = (tags: Tags): Tags =>
    tags.map((tag) =>
      typeof tag === 'string' || tag.collection !== undefined ? tag : { ...tag, stringify: scalar },
    );
  const document = compose(text, customTags);
  const [fault] = document.errors;
  if (fault !== undefined) {
    return { kind: 'refused', reason: fault.message.split(/ at line |\n/)[0] ?? '', at: fault.pos[0] };
  }
  sortKeys(document, ordered);
  settle(document);
  return { kind: 'printed', text: `${document.toString({ lineWidth: 0 }).trimStart()}` };
}

function compose(text: string, customTags: (tags: Tags) => Tags): Document.Parsed {
  const tokens = [...new Parser().parse(text)];
  for (const token of tokens) if (token.type === 'document') settleComments(token.value);
  const options = { version: '1.2', schema: 'core', keepSourceTokens: true, logLevel: 'silent' } as const;
  const [document] = new Composer({ ...options, customTags }).compose(tokens, true, text.length);
  return document as Document.Parsed;
}

export interface Comments {
  /** Sorted: what must all be there still. */
  readonly all: readonly string[];
  /** Those that stand behind something in their line. */
  readonly trailing: readonly string[];
}

/** The comments of a text as the library's lexer sees them. */
export function commentsOf(text: string): Comments {
  const all: string[] = [];
  const trailing: string[] = [];
  let before = '';
  let line = '';
  for (const token of new Lexer().lex(text)) {
    // The lexer announces a scalar with a control character of its own.
    if (token.startsWith('#') && before !== '\u001f') {
      const comment = token.trimEnd();
      all.push(comment);
      if (line !== '') trailing.push(comment);
    }
    if (token.includes('\n')) line = '';
    else line += token.trim();
    before = token;
  }
  return { all: all.sort(), trailing };
}

function sortKeys(
  { contents }: Document.Parsed,
  ordered: (keys: readonly string[]) => readonly string[],
): void {
  if (!isMap(contents)) return;
  const byKey = new Map(contents.items.map((pair) => [nameOf(pair.key), pair]));
  contents.items = ordered([...byKey.keys()]).flatMap((key) => byKey.get(key) ?? []);
}

const nameOf = (key: unknown): string => (isScalar(key) ? String(key.source ?? key.value) : '');

/** Blank lines where the style has none are taken out, and flow collections told to look at the width of the line. */
function settle(document: Document.Parsed): void {
  document.commentBefore = closedUp(document.commentBefore);
  document.comment = closedUp(document.comment);
  visit(document, {
    Node: (_, node) => {
      node.commentBefore = closedUp(node.commentBefore);
      node.comment = closedUp(node.comment);
    },
    Pair: (_, { value }) => {
      if (isScalar(value) || isCollection(value)) value.spaceBefore = false;
    },
  });
  const root = document.contents;
  if (isCollection(root)) settleCollection(root as Collection, 0, false);
}

const closedUp = (comment: string | null | undefined) => comment?.replace(/\n{3,}/g, '\n\n') ?? null;

/** `before`: characters of the line that stand before the collection and inside its indentation. */
function settleCollection(node: Collection, before: number, flowAround: boolean): void {
  const flow = flowAround || node.flow === true;
  for (const [at, item] of node.items.entries()) {
    const begins = (isPair(item) ? item.key : item) as Node | null;
    if (begins !== null && (at === 0 || flow)) begins.spaceBefore = false;
    const value = isPair(item) ? item.value : item;
    if (!isCollection(value)) continue;
    // The key begins two columns before the indentation that its value is given.
    settleCollection(value as Collection, isPair(item) ? widthOf(item.key) : 0, flow);
  }
  if (flow) node.toString = flowPrinter(node, before);
}

const widthOf = (key: unknown) => (isScalar(key) ? flowScalar(sourceOf(key), '').length : 0);

type Print = (context: Context, onComment?: () => void, onChompKeep?: () => void) => string;

/** In one line where that fits; else in block style, or, inside another that stays a flow, a line for each item. */
function flowPrinter(node: Collection, before: number): Collection['toString'] {
  const original = node.toString.bind(node) as Print;
  const flowCollectionPadding = isMap(node) ? ' ' : '';
  const print: Print = (context: Trial, onComment, onChompKeep) => {
    const at = (inOneLine: boolean, lineWidth: number) => {
      const trial = { ...context, inOneLine, flowCollectionPadding };
      return original({ ...trial, options: { ...context.options, lineWidth } }, onComment, onChompKeep);
    };
    const line = at(true, 0);
    const fits = !line.includes('\n') && context.indent.length + before + line.length <= LINE_WIDTH;
    if (fits || context.inOneLine === true) return line;
    if (context.inFlow === true) return at(false, 1);
    node.flow = false;
    return original(context, onComment, onChompKeep);
  };
  return print as Collection['toString'];
}

const sourceOf = ({ srcToken }: Scalar): string =>
  srcToken !== undefined && 'source' in srcToken ? srcToken.source : '';

const scalar: Stringify = (item, context, onComment, onChompKeep) => {
  const token = item.srcToken;
  if (token?.type !== 'block-scalar') return flowScalar(sourceOf(item), context.indent || '  ');
  const header = token.props.find(({ type }) => type === 'block-scalar-header');
  const head = header !== undefined && 'source' in header ? header.source : '|';
  let comment = '';
  if (item.comment) {
    comment = ` #${item.comment}`;
    onComment?.();
  }
  if (head.includes('+')) onChompKeep?.();
  const source = { header: head, body: token.source, around: token.indent };
  return blockScalar(source, context.indent || '  ', comment);
};
