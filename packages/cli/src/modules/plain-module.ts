// Modules that hold no syntax of TypeScript's own, as most definitions do: rewritten to CommonJS token by token, so that
// the engine itself can run them. A compiler costs ten times as much; whatever is unusual is left to it.
import { type SourceToken, sourceTokens } from "@tracklake/review";

/** A module as a function's body; lines are where they were. */
export interface PlainModule {
  readonly code: string;
  /** What it imports, in order. */
  readonly imports: readonly string[];
}

/** Parts of the source that are replaced. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What a rewritten module cannot have: other engines' semantics, or something that would mean another thing in JavaScript. */
const unusual: ReadonlySet<string> = new Set(["require", "module", "exports", "await", "enum", "namespace", "eval"]);

/**
 * Rewrites a module.
 *
 * @returns `undefined` for one that is not plain. What it returns may still fail to compile: then it is not plain either.
 */
export function plainModule(source: string): PlainModule | undefined {
  const tokens = sourceTokens(source);
  // `f<T>(x)` is a comparison in JavaScript; a decorator has no place in CommonJS.
  if (
    tokens.some(({ kind, value }) => (kind === "mark" ? /[<@]/.test(value) : kind === "word" && unusual.has(value)))
  ) {
    return undefined;
  }
  const reader = new StatementReader(source, tokens);
  for (let index = 0, depth = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.kind === "mark") depth += /[([{]/.test(token.value) ? 1 : /[)\]}]/.test(token.value) ? -1 : 0;
    if (token?.kind !== "word" || (token.value !== "import" && token.value !== "export")) continue;
    if (isKey(tokens, index)) continue;
    const end = depth === 0 ? reader[token.value](index) : undefined;
    if (end === undefined) return undefined;
    index = end;
  }
  return { code: reader.code(), imports: reader.imports };
}

/** `{ import: … }` and `a.export` are names. */
function isKey(tokens: readonly SourceToken[], index: number): boolean {
  const [before, after] = [tokens[index - 1], tokens[index + 1]];
  return (before?.kind === "mark" && before.value === ".") || (after?.kind === "mark" && after.value === ":");
}

/** Reads the import and export statements; each method returns the statement's last token, or nothing where it is unusual. */
class StatementReader {
  readonly imports: string[] = [];
  readonly #source: string;
  readonly #tokens: readonly SourceToken[];
  readonly #edits: Edit[] = [];
  readonly #exported: string[] = [];

  constructor(source: string, tokens: readonly SourceToken[]) {
    this.#source = source;
    this.#tokens = tokens;
  }

  /** The module's body. */
  code(): string {
    let code = "";
    let at = 0;
    for (const { from, to, text } of this.#edits) {
      const lines = this.#source.slice(from, to).replace(/[^\n]/g, "");
      code += `${this.#source.slice(at, from)}${text}${lines}`;
      at = to;
    }
    return `${code}${this.#source.slice(at)}\n;${this.#exported.join("")}`;
  }

  import(index: number): number | undefined {
    let at = index + 1;
    if (this.#text(at) !== undefined) return this.#bind(index, at, []);
    if (this.#word(at) === "type") return undefined;
    const names: string[] = [];
    const first = this.#word(at);
    if (first !== undefined) {
      names.push(`{ default: ${first} }`);
      at++;
      if (this.#mark(at) === ",") at++;
    }
    if (this.#mark(at) === "*") {
      if (this.#word(at + 1) !== "as" || this.#word(at + 2) === undefined) return undefined;
      names.push(String(this.#word(at + 2)));
      at += 3;
    } else if (this.#mark(at) === "{") {
      const list = this.#list(at);
      if (!list) return undefined;
      names.push(`{ ${list.names.map(([name, as]) => (name === as ? name : `${name}: ${as}`)).join(", ")} }`);
      at = list.end + 1;
    }
    return this.#word(at) === "from" && this.#text(at + 1) !== undefined ? this.#bind(index, at + 1, names) : undefined;
  }

  export(index: number): number | undefined {
    const [at, word] = [index + 1, this.#word(index + 1)];
    if (word === "default") {
      if (/^(function|class|async|abstract|interface)$/.test(this.#word(at + 1) ?? "")) return undefined;
      this.#replace(index, at, "exports.default =");
      return at;
    }
    if (word === "const" || word === "let" || word === "var" || word === "function" || word === "class") {
      const name = this.#word(at + 1);
      if (name === undefined || (word !== "function" && word !== "class" && this.#mark(at + 2) !== "="))
        return undefined;
      if (word !== "function" && word !== "class" && this.#declaresMore(at + 3)) return undefined;
      this.#replace(index, index, "");
      this.#exported.push(`exports.${name} = ${name};`);
      return at + 1;
    }
    if (this.#mark(at) !== "{") return undefined;
    const list = this.#list(at);
    if (!list) return undefined;
    if (this.#word(list.end + 1) !== "from") {
      for (const [name, as] of list.names) this.#exported.push(`exports.${as} = ${name};`);
      this.#replace(index, list.end, "");
      return list.end;
    }
    const from = this.#text(list.end + 2);
    if (from === undefined) return undefined;
    this.imports.push(from);
    const copies = list.names.map(([name, as]) => `exports.${as} = from.${name};`).join("");
    this.#replace(index, list.end + 2, `{ const from = require(${JSON.stringify(from)}); ${copies} }`);
    return list.end + 2;
  }

  /** Whether a comma of the statement's own comes before its end: each name would have to be exported. */
  #declaresMore(from: number): boolean {
    for (let at = from, depth = 0; at < this.#tokens.length; at++) {
      const { kind, value } = this.#tokens[at] ?? { kind: "mark", value: ";" };
      if (kind === "word" && depth === 0 && (value === "export" || value === "import")) return false;
      if (kind !== "mark") continue;
      if (depth === 0 && value === ";") return false;
      if (depth === 0 && value === ",") return true;
      depth += /[([{]/.test(value) ? 1 : /[)\]}]/.test(value) ? -1 : 0;
    }
    return false;
  }

  /** `{ a, b as c, type T }`; types are left out. */
  #list(open: number): { readonly names: readonly (readonly [string, string])[]; readonly end: number } | undefined {
    const names: [string, string][] = [];
    for (let at = open + 1; at < this.#tokens.length; ) {
      if (this.#mark(at) === "}") return { names, end: at };
      const type = this.#word(at) === "type" && this.#word(at + 1) !== undefined && this.#word(at + 1) !== "as";
      if (type) at++;
      const name = this.#word(at);
      if (name === undefined) return undefined;
      const renamed = this.#word(at + 1) === "as" ? this.#word(at + 2) : undefined;
      at += renamed === undefined ? 1 : 3;
      if (!type) names.push([name, renamed ?? name]);
      if (this.#mark(at) === ",") at++;
      else if (this.#mark(at) !== "}") return undefined;
    }
    return undefined;
  }

  #bind(index: number, text: number, names: readonly string[]): number | undefined {
    // Import attributes: JSON and the like.
    if (this.#word(text + 1) === "with" || this.#word(text + 1) === "assert") return undefined;
    const from = this.#text(text) ?? "";
    this.imports.push(from);
    const call = `require(${JSON.stringify(from)})`;
    this.#replace(
      index,
      text,
      names.length === 0 ? `${call};` : names.map((name) => `const ${name} = ${call};`).join(" "),
    );
    return text;
  }

  #replace(first: number, last: number, text: string): void {
    const [from, end] = [this.#tokens[first], this.#tokens[last]];
    if (!from || !end) return;
    const length = end.kind === "text" ? this.#quotedLength(end.at) : end.value.length;
    this.#edits.push({ from: from.at, to: end.at + length, text });
  }

  /** A module's name holds no escapes, or it is not plain; its quotes count. */
  #quotedLength(at: number): number {
    return this.#source.indexOf(this.#source.charAt(at), at + 1) - at + 1;
  }

  #word(index: number): string | undefined {
    const token = this.#tokens[index];
    return token?.kind === "word" ? token.value : undefined;
  }

  #text(index: number): string | undefined {
    const token = this.#tokens[index];
    return token?.kind === "text" && /^[\w@./-]+$/.test(token.value) ? token.value : undefined;
  }

  #mark(index: number): string | undefined {
    const token = this.#tokens[index];
    return token?.kind === "mark" ? token.value : undefined;
  }
}
