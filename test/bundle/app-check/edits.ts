/**
 * One way to break the sound app, and what a change of its files is made of.
 *
 * Owns: the shape of a mutation, and its tools. Must not: hold one (mutations.ts lists them).
 */
import { APP, type AppFiles, type Entry } from './sound-app.ts';

export interface Mutation {
  readonly name: string;
  /** The only codes that our check then gives. */
  readonly ours: readonly string[];
  /** A check of AppInspect that gives a failure or a warning; undefined: none does. */
  readonly theirs?: string;
  /** The lane gives AppInspect an app with this change alone: it then skips other checks, or another one finds it too. */
  readonly alone?: true;
  /** Why AppInspect says nothing, or we do not; docs/appinspect.md has the sentence. */
  readonly difference?: string;
  readonly change: (app: AppFiles) => void;
}

export const at = (path: string) => `${APP}/${path}`;

export const put = (path: string, content: string | Uint8Array, rest: Omit<Entry, 'content'> = {}) => {
  return (app: AppFiles) => void app.set(at(path), { content, ...rest });
};

export const edit = (path: string, from: string, to: string) => (app: AppFiles) => {
  const entry = app.get(at(path));
  const text = String(entry?.content);
  if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
  app.set(at(path), { ...entry, content: text.replace(from, () => to) });
};

export const append = (path: string, text: string) => (app: AppFiles) => {
  const entry = app.get(at(path));
  app.set(at(path), { ...entry, content: `${String(entry?.content)}${text}` });
};

export const mode = (path: string, bits: number) => (app: AppFiles) => {
  const entry = app.get(at(path));
  app.set(at(path), { ...entry, content: entry?.content ?? '', mode: bits });
};

export const appConf = (from: string, to: string) => edit('default/app.conf', from, to);
export const searches = (from: string, to: string) => edit('default/savedsearches.conf', from, to);
export const meta = (from: string, to: string) => edit('metadata/default.meta', from, to);

export const NOT_IN_THIS_RELEASE = 'AppInspect 4.3.1 has no check for it.';
