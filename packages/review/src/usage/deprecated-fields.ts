// The deprecated fields that an argument passes: those that an object written there names, at every depth,
// and those that the type of anything else has from the project's own code.
import type ts from "typescript";
import { bareExpression } from "./call-syntax.js";
import { isGenerated } from "./client-symbol.js";
import type { DeprecatedField } from "./event-call.js";
import type { Compiler } from "./program.js";

/** A field that is passed, and the node that passes it. */
export interface PassedField {
  readonly field: DeprecatedField;
  readonly node: ts.Node;
}

/** The deprecated fields that an expression passes. */
export function passedFields(
  compiler: Compiler,
  checker: ts.TypeChecker,
  argument: ts.Expression | undefined,
  fields: readonly DeprecatedField[],
): PassedField[] {
  if (argument === undefined || fields.length === 0) return [];
  const found = new Map<string, PassedField>();
  const paths = new Map(fields.map((field) => [field.path, field]));
  const pass = (path: string, node: ts.Node): void => {
    const field = paths.get(path);
    if (field !== undefined && !found.has(path)) found.set(path, { field, node });
  };
  const walk = (node: ts.Expression, path: string): void => {
    const inner = bareExpression(compiler, node);
    if (compiler.isConditionalExpression(inner)) {
      walk(inner.whenTrue, path);
      walk(inner.whenFalse, path);
    } else if (compiler.isArrayLiteralExpression(inner)) {
      for (const element of inner.elements) walk(element, `${path}[]`);
    } else if (compiler.isObjectLiteralExpression(inner)) {
      for (const property of inner.properties) member(property, path);
    } else typed(checker.getTypeAtLocation(inner), path, inner);
  };
  const member = (property: ts.ObjectLiteralElementLike, path: string): void => {
    if (compiler.isSpreadAssignment(property)) walk(property.expression, path);
    const name = property.name === undefined ? undefined : nameText(compiler, property.name);
    if (name === undefined || property.name === undefined) return;
    const at = path === "" ? name : `${path}.${name}`;
    pass(at, property.name);
    if (compiler.isPropertyAssignment(property)) walk(property.initializer, at);
  };
  const typed = (type: ts.Type, path: string, node: ts.Node, depth = 0): void => {
    if (depth > DEEPEST) return;
    for (const symbol of type.getProperties()) {
      const declaration = symbol.declarations?.[0];
      if (declaration === undefined || isGenerated(declaration.getSourceFile())) continue;
      const at = path === "" ? symbol.name : `${path}.${symbol.name}`;
      pass(at, node);
      if (fields.some((field) => field.path.startsWith(`${at}.`))) {
        typed(checker.getTypeOfSymbolAtLocation(symbol, node), at, node, depth + 1);
      }
    }
  };
  walk(argument, "");
  return [...found.values()];
}

/** Types may hold themselves; events do not nest deeper than this (the limit of the SDK's encoders is 32). */
const DEEPEST = 32;

function nameText(compiler: Compiler, name: ts.PropertyName): string | undefined {
  return compiler.isIdentifier(name) || compiler.isStringLiteralLike(name) ? name.text : undefined;
}
