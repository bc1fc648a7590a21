// The words, texts and marks of a TypeScript source, without comments: enough to find where a definition says what.
// No compiler: it would cost a third of a second at every start, and a place in a file needs no types.

/** One token. */
export interface SourceToken {
  /** `word`: an identifier, a keyword or a number; `text`: a string or a template; `mark`: one character of punctuation. */
  readonly kind: "word" | "text" | "mark";
  /** The word, the mark, or what the text says; a template with expressions says nothing. */
  readonly value: string;
  /** Where it begins, in UTF-16 units. */
  readonly at: number;
}

/** Reads a source; what is no TypeScript gives the tokens that it looks like, and never fails. */
export function sourceTokens(source: string): SourceToken[] {
  const tokens: SourceToken[] = [];
  let at = 0;
  while (at < source.length) {
    const skipped = blankEnd(source, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    const token = tokenAt(source, at, tokens.at(-1));
    if (token.kind !== "none") tokens.push({ kind: token.kind, value: token.value, at });
    at = token.end;
  }
  return tokens;
}

interface Read {
  /** `none` for a regular expression: nothing is asked of it. */
  readonly kind: SourceToken["kind"] | "none";
  readonly value: string;
  readonly end: number;
}

const word = /[\p{ID_Continue}$#]+/uy;
const blank = /\s+|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;

function blankEnd(source: string, at: number): number {
  blank.lastIndex = at;
  return blank.test(source) ? blank.lastIndex : at;
}

function tokenAt(source: string, at: number, before: SourceToken | undefined): Read {
  const first = source.charAt(at);
  word.lastIndex = at;
  if (word.test(source)) return { kind: "word", value: source.slice(at, word.lastIndex), end: word.lastIndex };
  if (first === '"' || first === "'") return quoted(source, at, first);
  if (first === "`") return template(source, at);
  if (first === "/" && startsExpression(before)) {
    const end = regularExpressionEnd(source, at);
    if (end > at) return { kind: "none", value: "", end };
  }
  return { kind: "mark", value: first, end: at + 1 };
}

/** After what a slash is not a division. */
function startsExpression(before: SourceToken | undefined): boolean {
  if (!before) return true;
  if (before.kind === "mark") return !/[)\]}]/.test(before.value);
  return before.kind === "word" && /^(return|typeof|case|in|of|void|delete)$/.test(before.value);
}

function quoted(source: string, at: number, quote: string): Read {
  let value = "";
  let end = at + 1;
  while (end < source.length && source[end] !== quote && source[end] !== "\n") {
    if (source[end] === "\\") end++;
    value += source.charAt(end);
    end++;
  }
  return { kind: "text", value, end: end + 1 };
}

function template(source: string, at: number): Read {
  let value = "";
  let plain = true;
  let end = at + 1;
  while (end < source.length && source[end] !== "`") {
    if (source.startsWith("${", end)) {
      plain = false;
      end = expressionEnd(source, end + 2);
      continue;
    }
    if (source[end] === "\\") end++;
    value += source.charAt(end);
    end++;
  }
  return { kind: "text", value: plain ? value : "", end: end + 1 };
}

/** Behind the brace that closes a template's expression; templates may stand in it again. */
function expressionEnd(source: string, at: number): number {
  let depth = 1;
  let end = at;
  while (end < source.length) {
    const skipped = blankEnd(source, end);
    if (skipped > end) {
      end = skipped;
      continue;
    }
    const token = tokenAt(source, end, undefined);
    end = token.end;
    if (token.kind !== "mark") continue;
    if (token.value === "{") depth++;
    if (token.value === "}" && --depth === 0) return end;
  }
  return end;
}

/** Behind a regular expression and its flags, or `at` where none begins. */
function regularExpressionEnd(source: string, at: number): number {
  const pattern = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : at;
}
