// Every place in the project's code where an event is tracked. The generated client's symbols say so;
// where code has no types, as in plain JavaScript that is handed a tracker, the names of methods do.
import { relative } from "node:path";
import type ts from "typescript";
import { clientMethod, isGenerated, methodOf, textsOf } from "./client-symbol.js";
import { type PassedField, passedFields } from "./deprecated-fields.js";
import type { CallKind, Calls, CodePlace, EventCall, TrackedEvent } from "./event-call.js";
import type { CodeProgram, Compiler } from "./program.js";
import { isTestFile } from "./test-file.js";
import { argumentsOf, wrapperKey } from "./wrappers.js";

/** What is looked for, and where. */
export interface CallSearch {
  readonly compiler: Compiler;
  readonly programs: readonly CodeProgram[];
  readonly events: readonly TrackedEvent[];
  /** Absolute path that files are told relative to. */
  readonly root: string;
  /** Deprecated fields of contexts, as `<context>.<field>`. */
  readonly contextFields?: TrackedEvent["deprecatedFields"];
}

/** Finds the calls, in the order of files and lines. */
export function findCalls(search: CallSearch): Calls & { contexts: readonly (CodePlace & PassedField["field"])[] } {
  const calls = new Map<string, EventCall>();
  const dynamic = new Map<string, CodePlace>();
  const contexts = new Map<string, CodePlace & PassedField["field"]>();
  const byMethod = new Map(search.events.map((event) => [event.method, event]));
  const byName = new Map(search.events.map((event) => [event.name, event]));
  const wrappers = new Map<string, number>();

  const place = (node: ts.Node): CodePlace => {
    const file = node.getSourceFile();
    const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
    return {
      file: relative(search.root, file.fileName).replaceAll("\\", "/"),
      line: line + 1,
      column: character + 1,
    };
  };
  const key = (at: CodePlace, ...more: string[]): string => [at.file, at.line, at.column, ...more].join(" ");

  for (const { checker, files } of search.programs) {
    const { compiler } = search;
    const passed = (argument: ts.Expression | undefined, fields: TrackedEvent["deprecatedFields"]) =>
      passedFields(compiler, checker, argument, fields).map(({ field, node }) => ({ ...field, ...place(node) }));
    const add = (event: TrackedEvent, kind: CallKind, node: ts.Node, argument?: ts.Expression): void => {
      const at = place(node);
      const known = calls.get(key(at, event.name));
      if (known !== undefined && (known.kind !== "reference" || kind === "reference")) return;
      const fields = passed(argument, event.deprecatedFields);
      calls.set(key(at, event.name), { event: event.name, kind, test: isTestFile(at.file), fields, ...at });
    };
    /** A call whose argument at an index is an event's name: known, handed on by a function, or not known. */
    const byNameAt = (call: ts.CallExpression, index: number, kind: CallKind, node: ts.Node): void => {
      const name = call.arguments[index];
      const texts = name === undefined ? undefined : textsOf(checker, name);
      for (const text of texts ?? []) {
        const event = byName.get(text);
        if (event !== undefined) add(event, kind, node, kind === "track" ? call.arguments[index + 1] : undefined);
      }
      const wrapper = name === undefined ? undefined : wrapperKey(compiler, checker, name);
      if (texts?.some((text) => byName.has(text)) && wrapper === undefined) return;
      if (wrapper !== undefined) wrappers.set(wrapper.key, wrapper.index);
      else if (texts === undefined) dynamic.set(key(place(node)), place(node));
    };
    const seeCall = (call: ts.CallExpression): void => {
      const declaration = checker.getResolvedSignature(call)?.declaration;
      const method = clientMethod(compiler, declaration);
      const node = calleeName(compiler, call.expression);
      if (method === "track") byNameAt(call, 0, "track", node);
      else if (method === "setContext" || method === "withContext") {
        for (const field of passed(call.arguments[0], search.contextFields ?? [])) contexts.set(key(field), field);
      } else if (method !== undefined) {
        const event = byMethod.get(method);
        if (event !== undefined) add(event, "method", node, call.arguments[0]);
      } else untyped(call, node);
    };
    /** Without a type, a method's name is enough, and so is an event's name given to something called track. */
    const untyped = (call: ts.CallExpression, node: ts.Node): void => {
      const { expression } = call;
      if (compiler.isElementAccessExpression(expression)) {
        for (const text of methodOf(compiler, checker, expression.argumentExpression)
          ? []
          : (textsOf(checker, expression.argumentExpression) ?? [])) {
          const event = byMethod.get(text);
          if (event !== undefined && ownsMethods(checker, compiler, expression.expression)) {
            add(event, "method", expression.argumentExpression, call.arguments[0]);
          }
        }
      }
      if (!compiler.isPropertyAccessExpression(expression) || !isAny(compiler, checker, expression.expression)) return;
      const event = byMethod.get(expression.name.text);
      if (event !== undefined) add(event, "name", node, call.arguments[0]);
      const [first] = call.arguments;
      if (expression.name.text === "track" && first !== undefined && compiler.isStringLiteralLike(first)) {
        const named = byName.get(first.text);
        if (named !== undefined) add(named, "name", node, call.arguments[1]);
      }
    };
    const visit = (node: ts.Node): void => {
      if (compiler.isCallExpression(node)) seeCall(node);
      else if (compiler.isIdentifier(node) && mayBeMethod(compiler, node, byMethod)) {
        const method = methodOf(compiler, checker, node) ?? boundMethod(compiler, checker, node);
        const event = method === undefined ? undefined : byMethod.get(method);
        if (event !== undefined) add(event, "reference", node);
      }
      compiler.forEachChild(node, visit);
    };
    for (const file of files) if (!isGenerated(file)) visit(file);
    // Functions that hand a name on to track may be handed names by others in turn.
    for (let before = -1; before !== wrappers.size; ) {
      before = wrappers.size;
      const again = (node: ts.Node): void => {
        if (compiler.isCallExpression(node)) {
          const declaration = checker.getResolvedSignature(node)?.declaration;
          const index = declaration === undefined ? undefined : wrappers.get(argumentsOf(declaration));
          if (index !== undefined) byNameAt(node, index, "wrapper", calleeName(compiler, node.expression));
        }
        compiler.forEachChild(node, again);
      };
      for (const file of files) if (!isGenerated(file)) again(file);
    }
  }
  return {
    calls: [...calls.values()].sort(inOrder),
    dynamic: [...dynamic.values()].sort(inOrder),
    contexts: [...contexts.values()].sort(inOrder),
  };
}

function inOrder(a: CodePlace, b: CodePlace): number {
  return (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column;
}

/** The name that a call is made by: the last one of `a.b?.c()`. */
function calleeName(compiler: Compiler, expression: ts.Expression): ts.Node {
  if (compiler.isPropertyAccessExpression(expression)) return expression.name;
  return compiler.isElementAccessExpression(expression) ? expression.argumentExpression : expression;
}

/** Names of properties and of what is destructured; a declaration of a method of one's own is none. */
function mayBeMethod(compiler: Compiler, node: ts.Identifier, methods: ReadonlyMap<string, TrackedEvent>): boolean {
  const { parent } = node;
  if (compiler.isPropertyAccessExpression(parent)) return parent.name === node && methods.has(node.text);
  return compiler.isBindingElement(parent) && methods.has((bindingName(compiler, parent) ?? node).text);
}

function bindingName(compiler: Compiler, element: ts.BindingElement): ts.Identifier | undefined {
  const name = element.propertyName ?? element.name;
  return compiler.isIdentifier(name) ? name : undefined;
}

/** The client's method that a destructured name takes out of the tracker. */
function boundMethod(compiler: Compiler, checker: ts.TypeChecker, node: ts.Identifier): string | undefined {
  const { parent } = node;
  if (!compiler.isBindingElement(parent) || !compiler.isObjectBindingPattern(parent.parent)) return undefined;
  const name = bindingName(compiler, parent);
  const property = name && checker.getTypeAtLocation(parent.parent).getProperty(name.text);
  return property?.declarations?.map((each) => clientMethod(compiler, each)).find((each) => each !== undefined);
}

function isAny(compiler: Compiler, checker: ts.TypeChecker, node: ts.Expression): boolean {
  return (checker.getTypeAtLocation(node).flags & compiler.TypeFlags.Any) !== 0;
}

/** Whether a value is the generated client. */
function ownsMethods(checker: ts.TypeChecker, compiler: Compiler, node: ts.Expression): boolean {
  const track = checker.getNonNullableType(checker.getTypeAtLocation(node)).getProperty("track");
  return track?.declarations?.some((each) => clientMethod(compiler, each) === "track") ?? false;
}
