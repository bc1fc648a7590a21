// The little of TypeScript's syntax that the search reads: what is called, and what is wrapped around an expression.
import type ts from "typescript";
import type { Compiler } from "./program.js";

/** The name that a call is made by: the last one of `a.b?.c()`. */
export function calleeName(compiler: Compiler, called: ts.Expression): ts.Node {
  const expression = bareExpression(compiler, called);
  if (compiler.isPropertyAccessExpression(expression)) return expression.name;
  return compiler.isElementAccessExpression(expression) ? expression.argumentExpression : expression;
}

/** An expression without parentheses, `as`, `satisfies`, `!` and `...` around it. */
export function bareExpression(compiler: Compiler, node: ts.Expression): ts.Expression {
  const wrapped =
    compiler.isParenthesizedExpression(node) ||
    compiler.isAsExpression(node) ||
    compiler.isSatisfiesExpression(node) ||
    compiler.isNonNullExpression(node) ||
    compiler.isSpreadElement(node);
  return wrapped ? bareExpression(compiler, node.expression) : node;
}

/** The name of the property that `const { property: name } = …` takes. */
export function destructuredName(compiler: Compiler, element: ts.Node): ts.Identifier | undefined {
  if (!compiler.isBindingElement(element) || !compiler.isObjectBindingPattern(element.parent)) return undefined;
  const name = element.propertyName ?? element.name;
  return compiler.isIdentifier(name) ? name : undefined;
}
