// What an error of compiled code says, in the words of the author's own line.
// The compiler keeps lines; columns and the names of imports are its own, and are found again in the line's text.

/** A message without the compiler's names, and where in the line it happened, if the line says so once. */
export interface AuthorWords {
  readonly message: string;
  /** From 1. */
  readonly column?: number;
}

/**
 * Reads a message of V8 against the line that it happened in.
 *
 * @param message - Such as `_schema.column.money is not a function`.
 * @param line - The author's line; `undefined` where it cannot be read.
 * @param called - The function that threw, where the line called one.
 */
export function authorWords(message: string, line: string | undefined, called?: string): AuthorWords {
  const said = line === undefined ? message : withoutInterop(message, line);
  const column = line === undefined ? undefined : columnIn(line, said, called);
  return { message: said, ...(column === undefined ? {} : { column }) };
}

/** `_schema.column` and `(0, _schema.defineEvent)` are what a compiler makes of `column` and `defineEvent`. */
function withoutInterop(message: string, line: string): string {
  return message
    .replace(/\(0 ?, ?_\w+\.([\w$]+)\)/g, "$1")
    .replace(/(?<![\w$.])(_\w+)\.([\w$.]+)/g, (all, object: string, member: string) =>
      line.includes(object) ? all : member.replace(/^default\.?/, "") || all,
    );
}

/** Where what the message names begins, if it stands in the line exactly once. */
function columnIn(line: string, message: string, called: string | undefined): number | undefined {
  const read = /\(reading '([^']+)'\)/.exec(message)?.[1];
  const set = /\(setting '([^']+)'\)/.exec(message)?.[1];
  const named = /^(?:\w+Error: )?([\w$.]+)(?:\(\.\.\.\))? is not (?:a function|a constructor|defined|iterable)/.exec(
    message,
  )?.[1];
  const absent = /Cannot find (?:module|package) '([^']+)'/.exec(message)?.[1];
  if (absent !== undefined) return line.includes(absent) ? line.indexOf(absent) + 1 : undefined;
  const wanted = read ?? set ?? named ?? called;
  if (wanted === undefined) return undefined;
  const word = new RegExp(`(?<![\\w$])${wanted.replace(/[$.\\[\](){}*+?^|]/g, "\\$&")}(?![\\w$])`, "g");
  const places = [...line.matchAll(word)];
  return places.length === 1 && places[0] ? places[0].index + 1 : undefined;
}
