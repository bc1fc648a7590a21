// What the search finds, each place once, with files told relative to the project.
import { relative } from "node:path";
import type ts from "typescript";
import type { PassedField } from "./deprecated-fields.js";
import type { CallKind, Calls, CodePlace, DeprecatedField, EventCall } from "./event-call.js";
import { isTestFile } from "./test-file.js";

/** Calls, and the deprecated fields of contexts that are set. */
export interface FoundCalls extends Calls {
  readonly contexts: readonly (CodePlace & DeprecatedField)[];
}

/** A call as it is found. */
export interface NewCall {
  readonly event: string;
  readonly kind: CallKind;
  readonly node: ts.Node;
  readonly passed: readonly PassedField[];
}

/** Collects what is found. */
export class CallCollector {
  readonly #calls = new Map<string, EventCall>();
  readonly #dynamic = new Map<string, CodePlace>();
  readonly #contexts = new Map<string, CodePlace & DeprecatedField>();

  constructor(private readonly root: string) {}

  /** A call; at a place where the method is only named as well, the call stays. */
  add({ event, kind, node, passed }: NewCall): void {
    const at = this.#place(node);
    const key = keyOf(at, event);
    if (kind === "reference" && this.#calls.has(key)) return;
    const fields = passed.map(({ field, node: name }) => ({ ...field, ...this.#place(name) }));
    this.#calls.set(key, { event, kind, test: isTestFile(at.file), fields, ...at });
  }

  /** A call whose event is not known before run time. */
  addDynamic(node: ts.Node): void {
    const at = this.#place(node);
    this.#dynamic.set(keyOf(at), at);
  }

  /** A deprecated field of a context. */
  addContext(field: DeprecatedField, node: ts.Node): void {
    const at = this.#place(node);
    this.#contexts.set(keyOf(at), { ...field, ...at });
  }

  /** Everything, in the order of files and lines. */
  found(): FoundCalls {
    return {
      calls: [...this.#calls.values()].sort(inOrder),
      dynamic: [...this.#dynamic.values()].sort(inOrder),
      contexts: [...this.#contexts.values()].sort(inOrder),
    };
  }

  #place(node: ts.Node): CodePlace {
    const source = node.getSourceFile();
    const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
    const file = relative(this.root, source.fileName).replaceAll("\\", "/");
    return { file, line: line + 1, column: character + 1 };
  }
}

function keyOf({ file, line, column }: CodePlace, event = ""): string {
  return [file, line, column, event].join(" ");
}

function inOrder(a: CodePlace, b: CodePlace): number {
  return (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column;
}
