/**
 * What the terminal can do, and what may be sent to it.
 *
 * Owns: colour (the only importer of picocolors), the question whether line drawing may be used, and making untrusted
 * text harmless. Must not: lay anything out.
 */
import picocolors from 'picocolors';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether output to a stream is coloured: on a terminal only, unless NO_COLOR (no-color.org: set and not empty)
 * forbids it or FORCE_COLOR (any value but `0` and `false`) asks for it elsewhere. NO_COLOR wins.
 */
export function useColor(stream: { readonly isTTY?: boolean }, env: Environment = process.env): boolean {
  if (isSet(env.NO_COLOR)) return false;
  if (isSet(env.FORCE_COLOR)) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return stream.isTTY === true && env.TERM !== 'dumb';
}

/** Whether characters beyond ASCII come out right, by the locale (POSIX: LC_ALL before LC_CTYPE before LANG). */
export function useUnicode(env: Environment = process.env, platform: string = process.platform): boolean {
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find(isSet);
  if (locale !== undefined) return /utf-?8/i.test(locale);
  // Windows Terminal sets no locale and draws everything; macOS is UTF-8 throughout.
  return platform === 'darwin' || (platform === 'win32' && isSet(env.WT_SESSION));
}

/** One function a style; without colour each gives its text back. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly cyan: (text: string) => string;
}

export function paintFor(color: boolean): Paint {
  const { bold, dim, red, yellow, green, cyan } = picocolors.createColors(color);
  return { bold, dim, red, yellow, green, cyan };
}

/**
 * Untrusted text for one line: control characters (line breaks among them), characters that turn the direction of
 * writing or have no width, line separators and lone halves of a pair, all in the spelling that YAML gives them in
 * double quotes. Escaping twice changes nothing.
 */
export function escapeForTerminal(text: string): string {
  return text.replace(UNSAFE, escapeCharacter);
}

const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

function escapeCharacter(character: string): string {
  switch (character) {
    case '\t':
      return '\\t';
    case '\n':
      return '\\n';
    case '\r':
      return '\\r';
    default: {
      const code = (character.codePointAt(0) ?? 0).toString(16);
      return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`;
    }
  }
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
