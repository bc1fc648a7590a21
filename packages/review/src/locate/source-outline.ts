// What a source defines, as places: events and contexts by name, their keys at every depth, and constants.
// A key's value is looked into only when somebody asks for what is inside.
import { type SourceToken, sourceTokens } from "./source-tokens.js";

/** A stretch of tokens, from the first to before the last. */
export interface TokenRange {
  readonly from: number;
  readonly to: number;
}

/** A key of an object literal: where it stands, and its value. */
export interface OutlineKey {
  readonly at: number;
  readonly value: TokenRange;
}

/** An object literal: its keys, and the names that it spreads. */
export interface OutlineObject {
  readonly keys: ReadonlyMap<string, OutlineKey>;
  readonly spread: readonly string[];
}

/** `defineEvent({ … })` or `defineContext({ … })`. */
export interface OutlineDefinition {
  readonly kind: "event" | "context";
  /** As written; absent where it is no plain text. */
  readonly name?: string;
  readonly at: number;
  readonly object: OutlineObject;
}

/** One source. */
export interface SourceOutline {
  readonly tokens: readonly SourceToken[];
  readonly definitions: readonly OutlineDefinition[];
  /** Values of constants and bodies of functions at any depth, by name. */
  readonly constants: ReadonlyMap<string, TokenRange>;
}

/** Reads a source. */
export function sourceOutline(source: string): SourceOutline {
  const tokens = sourceTokens(source);
  const definitions: OutlineDefinition[] = [];
  const constants = new Map<string, TokenRange>();
  tokens.forEach((token, index) => {
    if (token.kind !== "word") return;
    const name = tokens[index + 1];
    if (token.value === "defineEvent" || token.value === "defineContext") {
      const open = openOf(tokens, index + 1);
      if (open === undefined) return;
      const object = objectAt(tokens, open);
      const kind = token.value === "defineEvent" ? "event" : "context";
      definitions.push({ kind, ...nameOf(tokens, object), at: token.at, object });
    } else if (/^(const|let|var|function)$/.test(token.value) && name?.kind === "word") {
      constants.set(name.value, { from: index + 2, to: statementEnd(tokens, index + 2) });
    }
  });
  return { tokens, definitions, constants };
}

/** The object literal that a value holds first, wherever calls wrap it: `Type.Optional(Type.Object({ … }))`. */
export function objectWithin(tokens: readonly SourceToken[], { from, to }: TokenRange): OutlineObject | undefined {
  for (let index = from; index < to; index++) if (isMark(tokens[index], "{")) return objectAt(tokens, index);
  return undefined;
}

/** The brace after `(`, when a call begins here, type arguments or none before it. */
function openOf(tokens: readonly SourceToken[], index: number): number | undefined {
  let at = index;
  if (isMark(tokens[at], "<")) while (at < tokens.length && !isMark(tokens[at], "(")) at++;
  return isMark(tokens[at], "(") && isMark(tokens[at + 1], "{") ? at + 1 : undefined;
}

function nameOf(tokens: readonly SourceToken[], { keys }: OutlineObject): { readonly name?: string } {
  const value = keys.get("name")?.value;
  const token = value === undefined ? undefined : tokens[value.from];
  return token?.kind === "text" && token.value !== "" ? { name: token.value } : {};
}

/** Reads the object literal whose brace stands at `open`, to its end, or to the bracket that has no other in a broken source. */
function objectAt(tokens: readonly SourceToken[], open: number): OutlineObject {
  const keys = new Map<string, OutlineKey>();
  const spread: string[] = [];
  let index = open + 1;
  while (index < tokens.length && !isMark(tokens[index], "}")) {
    const key = tokens[index];
    const end = valueEnd(tokens, index);
    if (key && key.kind !== "mark") {
      const colon = isMark(tokens[index + 1], ":");
      // `{ plan }` stands for the constant of that name.
      keys.set(key.value, { at: key.at, value: { from: colon ? index + 2 : index, to: end } });
    } else if (isMark(key, ".")) {
      const name = tokens.slice(index, end).find(({ kind }) => kind === "word");
      if (name) spread.push(name.value);
    }
    if (!isMark(tokens[end], ",")) break;
    index = end + 1;
  }
  return { keys, spread };
}

/** The comma or the closing brace that ends an entry. */
function valueEnd(tokens: readonly SourceToken[], from: number): number {
  return endOf(tokens, from, ",");
}

/** A statement ends at its semicolon, or where the next declaration begins in a source without semicolons. */
function statementEnd(tokens: readonly SourceToken[], from: number): number {
  return endOf(tokens, from, ";");
}

function endOf(tokens: readonly SourceToken[], from: number, mark: "," | ";"): number {
  let depth = 0;
  for (let index = from; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.kind === "word" && depth === 0 && mark === ";" && /^(const|let|var|export|import)$/.test(token.value))
      return index;
    if (token?.kind !== "mark") continue;
    if (/[([{]/.test(token.value)) depth++;
    else if (/[)\]}]/.test(token.value) && --depth < 0) return index;
    else if (token.value === mark && depth === 0) return index;
  }
  return tokens.length;
}

function isMark(token: SourceToken | undefined, value: string): boolean {
  return token?.kind === "mark" && token.value === value;
}
