// Several statements in one text, told apart by the semicolons outside of strings, quoted names and comments.
// No parser is asked, so that one statement that nobody understands does not hide the others.

/** A statement's text and where it starts, in characters. */
export interface Piece {
  readonly text: string;
  readonly start: number;
  /** Where its first word is, in characters of the whole text. */
  readonly first: number;
}

/** The statements of a text; pieces without a word of SQL are left out. */
export function splitStatements(sql: string): Piece[] {
  const characters = Array.from(sql);
  const pieces: Piece[] = [];
  let start = 0;
  let first: number | undefined;
  const end = (at: number): void => {
    if (first !== undefined) pieces.push({ text: characters.slice(start, at).join(""), start, first });
    start = at + 1;
    first = undefined;
  };
  let at = 0;
  while (at < characters.length) {
    const after = skipped(characters, at);
    if (after > at) {
      if (!isComment(characters, at)) first ??= at;
      at = after;
      continue;
    }
    if (characters[at] === ";") end(at);
    else if (!/\s/.test(characters[at] ?? "")) first ??= at;
    at++;
  }
  end(characters.length);
  return pieces;
}

/** The text with its comments replaced by spaces; every other character keeps its place. */
export function withoutComments(sql: string): string {
  const characters = Array.from(sql);
  let at = 0;
  while (at < characters.length) {
    const after = skipped(characters, at);
    if (isComment(characters, at)) {
      for (let i = at; i < after; i++) if (characters[i] !== "\n") characters[i] = " ";
    }
    at = Math.max(after, at + 1);
  }
  return characters.join("");
}

function isComment(characters: readonly string[], at: number): boolean {
  const two = `${characters[at] ?? ""}${characters[at + 1] ?? ""}`;
  return two === "--" || two === "/*";
}

/** The character after the string, quoted name or comment that begins here; the same one when none does. */
function skipped(characters: readonly string[], at: number): number {
  const first = characters[at] ?? "";
  const two = `${first}${characters[at + 1] ?? ""}`;
  if (two === "--") return found(characters, at + 2, "\n");
  if (two === "/*") return found(characters, at + 2, "*", "/");
  if (first === "'" || first === '"' || first === "`") return found(characters, at + 1, first);
  const tag = first === "$" ? /^\$\w*\$/.exec(characters.slice(at, at + 40).join(""))?.[0] : undefined;
  return tag === undefined ? at : found(characters, at + tag.length, ...Array.from(tag));
}

function found(characters: readonly string[], from: number, ...end: readonly string[]): number {
  for (let at = from; at < characters.length; at++) {
    if (end.every((character, index) => characters[at + index] === character)) return at + end.length;
  }
  return characters.length;
}
