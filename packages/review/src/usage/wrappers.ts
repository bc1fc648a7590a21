// Functions of the project that hand one of their parameters on as an event's name.
import type ts from "typescript";
import type { Compiler } from "./program.js";

/** The function whose parameter an expression is, as a key, and which parameter. */
export function wrapperKey(
  compiler: Compiler,
  checker: ts.TypeChecker,
  node: ts.Expression,
): { key: string; index: number } | undefined {
  if (!compiler.isIdentifier(node)) return undefined;
  const declaration = checker.getSymbolAtLocation(node)?.valueDeclaration;
  if (declaration === undefined || !compiler.isParameter(declaration)) return undefined;
  const index = declaration.parent.parameters.indexOf(declaration);
  return index < 0 ? undefined : { key: argumentsOf(declaration.parent), index };
}

/** A function's declaration as a key that holds across programs. */
export function argumentsOf(declaration: ts.Node): string {
  return `${declaration.getSourceFile().fileName} ${declaration.pos}`;
}
