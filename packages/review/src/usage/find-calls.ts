// Every place in the project's code where an event is tracked. The generated client's symbols say so;
// where code has no types, as in plain JavaScript that is handed a tracker, the names of methods do.
import type ts from "typescript";
import { CallCollector, type FoundCalls } from "./call-collector.js";
import { bareExpression, calleeName, destructuredName } from "./call-syntax.js";
import {
  calledDeclarations,
  clientMethod,
  isClient,
  isGenerated,
  methodOf,
  propertyMethod,
  textsOf,
} from "./client-symbol.js";
import { passedFields } from "./deprecated-fields.js";
import { type CallKind, mentionsEvents, type TrackedEvent } from "./event-call.js";
import type { CodeProgram, Compiler } from "./program.js";

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
export function findCalls(search: CallSearch): FoundCalls {
  const collector = new CallCollector(search.root);
  /** Functions that hand a parameter on as an event's name: their declarations, and which parameter. */
  const wrappers = new Map<string, number>();
  const finders = search.programs.map((program) => new Finder(search, program, collector, wrappers));
  for (const finder of finders) finder.findAll();
  // A function that hands a name on may be handed names by others in turn.
  for (let before = 0; before !== wrappers.size; ) {
    before = wrappers.size;
    for (const finder of finders) finder.findWrapped();
  }
  return collector.found();
}

class Finder {
  readonly #byMethod: ReadonlyMap<string, TrackedEvent>;
  readonly #byName: ReadonlyMap<string, TrackedEvent>;
  readonly #compiler: Compiler;
  readonly #checker: ts.TypeChecker;
  readonly #files: readonly ts.SourceFile[];
  readonly #mentions: (text: string) => boolean;

  constructor(
    private readonly search: CallSearch,
    { checker, files }: CodeProgram,
    private readonly collector: CallCollector,
    private readonly wrappers: Map<string, number>,
  ) {
    this.#byMethod = new Map(search.events.map((event) => [event.method, event]));
    this.#byName = new Map(search.events.map((event) => [event.name, event]));
    this.#compiler = search.compiler;
    this.#checker = checker;
    this.#files = files.filter((file) => !isGenerated(file));
    this.#mentions = mentionsEvents(search.events);
  }

  /** Calls and references of the client itself. */
  findAll(): void {
    const files = this.#files.filter(({ text }) => this.#mentions(text));
    this.#each(files, (node) => {
      if (this.#compiler.isCallExpression(node)) this.#call(node);
      else if (this.#compiler.isIdentifier(node)) this.#reference(node);
    });
  }

  /** Calls of functions that hand a name on. */
  findWrapped(): void {
    this.#each(this.#files, (node) => {
      if (!this.#compiler.isCallExpression(node)) return;
      for (const declaration of calledDeclarations(this.#checker, node)) {
        const index = this.wrappers.get(keyOf(declaration));
        if (index !== undefined) this.#named(node, index, "wrapper");
      }
    });
  }

  #each(files: readonly ts.SourceFile[], see: (node: ts.Node) => void): void {
    const visit = (node: ts.Node): void => {
      see(node);
      this.#compiler.forEachChild(node, visit);
    };
    for (const file of files) visit(file);
  }

  #call(call: ts.CallExpression): void {
    if (this.#indexed(call)) return;
    const methods = calledDeclarations(this.#checker, call).map((each) => clientMethod(this.#compiler, each));
    const method = methods.find((each) => each !== undefined);
    const event = method === undefined ? undefined : this.#byMethod.get(method);
    if (method === "track") this.#named(call, 0, "track");
    else if (method === "setContext" || method === "withContext") {
      const passed = this.#passed(call.arguments[0], this.search.contextFields ?? []);
      for (const { field, node } of passed) this.collector.addContext(field, node);
    } else if (event !== undefined) this.#add(event, "method", call, call.arguments[0]);
    else if (method === undefined) this.#untyped(call);
  }

  /** A call whose argument at an index is an event's name: known, handed on by a function, or not known. */
  #named(call: ts.CallExpression, index: number, kind: CallKind): void {
    const argument = call.arguments[index];
    if (argument === undefined) return;
    const wrapper = this.#parameter(bareExpression(this.#compiler, argument));
    if (wrapper !== undefined) {
      this.wrappers.set(wrapper.key, wrapper.index);
      return;
    }
    const texts = textsOf(this.#checker, argument);
    if (texts === undefined) this.collector.addDynamic(calleeName(this.#compiler, call.expression));
    for (const text of texts ?? []) {
      const event = this.#byName.get(text);
      if (event !== undefined) this.#add(event, kind, call, kind === "track" ? call.arguments[index + 1] : undefined);
    }
  }

  /**
   * Whether a method of the client is chosen by an index. What is called has a type of several methods then, or of one that
   * stands for them, so the texts of the index say which.
   */
  #indexed(call: ts.CallExpression): boolean {
    const expression = bareExpression(this.#compiler, call.expression);
    if (!this.#compiler.isElementAccessExpression(expression)) return false;
    if (!isClient(this.#compiler, this.#checker, expression.expression)) return false;
    const texts = textsOf(this.#checker, expression.argumentExpression);
    const named = (texts ?? []).filter((text) => this.#byMethod.has(text));
    // `tracker["track"](name)` and the like are calls by name.
    if (texts !== undefined && named.length < texts.length) return false;
    if (texts === undefined) this.collector.addDynamic(expression.argumentExpression);
    for (const text of named) {
      const event = this.#byMethod.get(text);
      if (event !== undefined) this.#add(event, "method", call, call.arguments[0]);
    }
    return true;
  }

  /** Without a type: a method's name, or an event's name given to something called track. */
  #untyped(call: ts.CallExpression): void {
    const expression = bareExpression(this.#compiler, call.expression);
    const [first, second] = call.arguments;
    if (!this.#compiler.isPropertyAccessExpression(expression) || !this.#isAny(expression.expression)) return;
    const event = this.#byMethod.get(expression.name.text);
    // Of the code that is read, not of this one: in `(tracker as any).track(name)` it is the client all the same.
    const known = isClient(this.#compiler, this.#checker, bareExpression(this.#compiler, expression.expression));
    if (known && expression.name.text === "track") {
      this.#named(call, 0, "track");
      return;
    }
    if (event !== undefined) this.#add(event, known ? "method" : "name", call, first);
    if (expression.name.text !== "track" || first === undefined || !this.#compiler.isStringLiteralLike(first)) return;
    const named = this.#byName.get(first.text);
    if (named !== undefined) this.#add(named, "name", call, second);
  }

  /** A method that is handed on as a value, or taken out of the tracker. */
  #reference(node: ts.Identifier): void {
    const { parent } = node;
    const property = this.#compiler.isPropertyAccessExpression(parent) && parent.name === node;
    const taken = destructuredName(this.#compiler, parent);
    if (!property && taken !== node) return;
    if (!this.#byMethod.has(node.text)) return;
    const method =
      taken === node
        ? propertyMethod(this.#compiler, this.#checker, parent.parent, node.text)
        : methodOf(this.#compiler, this.#checker, node);
    const event = method === undefined ? undefined : this.#byMethod.get(method);
    if (event !== undefined) this.collector.add({ event: event.name, kind: "reference", node, passed: [] });
  }

  #add(event: TrackedEvent, kind: CallKind, call: ts.CallExpression, argument: ts.Expression | undefined): void {
    const node = calleeName(this.#compiler, call.expression);
    this.collector.add({ event: event.name, kind, node, passed: this.#passed(argument, event.deprecatedFields) });
  }

  #passed(argument: ts.Expression | undefined, fields: TrackedEvent["deprecatedFields"]) {
    return passedFields(this.#compiler, this.#checker, argument, fields);
  }

  #isAny(node: ts.Expression): boolean {
    return (this.#checker.getTypeAtLocation(node).flags & this.#compiler.TypeFlags.Any) !== 0;
  }

  /** The function whose parameter an expression is, and which one. */
  #parameter(node: ts.Expression): { key: string; index: number } | undefined {
    if (!this.#compiler.isIdentifier(node)) return undefined;
    const declaration = this.#checker.getSymbolAtLocation(node)?.valueDeclaration;
    if (declaration === undefined || !this.#compiler.isParameter(declaration)) return undefined;
    return { key: keyOf(declaration.parent), index: declaration.parent.parameters.indexOf(declaration) };
  }
}

/** A function's declaration as a key that holds across programs. */
function keyOf(declaration: ts.Node): string {
  return `${declaration.getSourceFile().fileName} ${declaration.pos}`;
}
