// What an expression of a definition stands for: constants, functions that return, and imports of other files are followed.
// Without types, by syntax alone: what is built in another way is not found, and so not changed.
import ts from "typescript";
import type { Sources } from "./source.js";

/** A call of `Type.*` or `column.*`, such as `Type.Integer({ … })`. */
export interface TypeCall {
  readonly call: ts.CallExpression;
  /** `Type.Integer`, `column.decimal`. */
  readonly name: string;
}

/** A member of an object literal, wherever it is written. */
export interface Member {
  readonly name: string;
  readonly node: ts.PropertyAssignment | ts.ShorthandPropertyAssignment;
  readonly value: ts.Expression;
}

/** The expression itself, without parentheses, `as` and `satisfies`, and with names followed to what they stand for. */
export function resolved(expression: ts.Expression, sources: Sources, depth = 0): ts.Expression {
  const bare = bareExpression(expression);
  if (depth > MOST_STEPS) return bare;
  const next = (target: ts.Expression | undefined) => (target ? resolved(target, sources, depth + 1) : bare);
  if (ts.isIdentifier(bare)) {
    const value = meaningOf(bare, sources);
    return value && !ts.isFunctionDeclaration(value) ? next(value) : bare;
  }
  if (ts.isCallExpression(bare) && ts.isIdentifier(bare.expression) && !importedName(bare.expression)) {
    return next(returned(meaningOf(bare.expression, sources)));
  }
  if (ts.isPropertyAccessExpression(bare) && typeName(bare) === undefined) {
    const object = resolved(bare.expression, sources, depth + 1);
    const found = membersOf(object, sources).find(({ name }) => name === bare.name.text);
    return next(found?.value);
  }
  return bare;
}

const MOST_STEPS = 20;

function bareExpression(expression: ts.Expression): ts.Expression {
  let bare = expression;
  while (ts.isParenthesizedExpression(bare) || ts.isAsExpression(bare) || ts.isSatisfiesExpression(bare)) {
    bare = bare.expression;
  }
  return bare;
}

/** The members of an object, spread ones too; later ones win. */
export function membersOf(expression: ts.Expression, sources: Sources): readonly Member[] {
  const object = resolved(expression, sources);
  if (!ts.isObjectLiteralExpression(object)) return [];
  const members = new Map<string, Member>();
  for (const node of object.properties) {
    if (ts.isSpreadAssignment(node)) {
      for (const member of membersOf(node.expression, sources)) members.set(member.name, member);
    } else if (ts.isShorthandPropertyAssignment(node)) {
      members.set(node.name.text, { name: node.name.text, node, value: node.name });
    } else if (ts.isPropertyAssignment(node) && (ts.isIdentifier(node.name) || ts.isStringLiteralLike(node.name))) {
      members.set(node.name.text, { name: node.name.text, node, value: node.initializer });
    }
  }
  return [...members.values()];
}

/** The call of `Type.*` or `column.*` that an expression stands for. */
export function typeCall(expression: ts.Expression, sources: Sources): TypeCall | undefined {
  const call = resolved(expression, sources);
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  const name = typeName(call.expression);
  return name === undefined ? undefined : { call, name };
}

/** The name that a package gives to what an identifier was imported as. */
export function importedName(identifier: ts.Identifier): string | undefined {
  const found = importOf(identifier);
  return found && packages.has(found.specifier) ? found.name : undefined;
}

const packages = new Set(["@tracklake/schema", "@sinclair/typebox", "tracklake"]);

function typeName({ expression, name }: ts.PropertyAccessExpression): string | undefined {
  const root = ts.isIdentifier(expression) ? importedName(expression) : undefined;
  return root === "Type" || root === "column" ? `${root}.${name.text}` : undefined;
}

/** What a function's call gives, where it does nothing but return. */
function returned(callee: ts.Expression | ts.FunctionDeclaration | undefined): ts.Expression | undefined {
  if (!callee || !(ts.isArrowFunction(callee) || ts.isFunctionExpression(callee) || ts.isFunctionDeclaration(callee))) {
    return undefined;
  }
  const { body } = callee;
  if (!body || !ts.isBlock(body)) return body;
  const plain = body.statements.every((node) => ts.isReturnStatement(node) || ts.isVariableStatement(node));
  return plain ? body.statements.find(ts.isReturnStatement)?.expression : undefined;
}

/** The initialiser of a constant, or a function, by its name, in this file or the one that it is imported from. */
function meaningOf(identifier: ts.Identifier, sources: Sources): ts.Expression | ts.FunctionDeclaration | undefined {
  const file = identifier.getSourceFile();
  const own = declared(file, identifier.text);
  if (own) return own;
  const imported = importOf(identifier);
  const from = imported && sources.imported(file, imported.specifier);
  return from && imported && declared(from, imported.name);
}

/** Top level only: what a function declares within itself may depend on its arguments. */
function declared(file: ts.SourceFile, name: string): ts.Expression | ts.FunctionDeclaration | undefined {
  for (const statement of file.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name?.text === name) return statement;
    if (name === "default" && ts.isExportAssignment(statement)) return statement.expression;
    if (!ts.isVariableStatement(statement) || !(statement.declarationList.flags & ts.NodeFlags.Const)) continue;
    for (const { name: variable, initializer } of statement.declarationList.declarations) {
      if (ts.isIdentifier(variable) && variable.text === name && initializer) return bareExpression(initializer);
    }
  }
  return undefined;
}

function importOf(identifier: ts.Identifier): { readonly specifier: string; readonly name: string } | undefined {
  const { text } = identifier;
  for (const statement of identifier.getSourceFile().statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const specifier = statement.moduleSpecifier.text;
    const clause = statement.importClause;
    if (clause?.name?.text === text) return { specifier, name: "default" };
    if (!clause?.namedBindings || !ts.isNamedImports(clause.namedBindings)) continue;
    const element = clause.namedBindings.elements.find((candidate) => candidate.name.text === text);
    if (element) return { specifier, name: (element.propertyName ?? element.name).text };
  }
  return undefined;
}
