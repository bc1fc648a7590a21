// How the functions of one family are answered: the shape that every file of this folder fills.
// A name that stands in none of these lists is no function that Athena documents.

/** A family of Athena's functions, by the way in which each is answered. */
export interface FunctionGroup {
  /** DuckDB has the function under the same name and with the same meaning. */
  readonly same: readonly string[];
  /** DuckDB has it under another name. */
  readonly renamed: Readonly<Record<string, string>>;
  /** A DuckDB macro answers it: parameters and body for each number or type of arguments. */
  readonly macros: Readonly<Record<string, string>>;
  /** The query is rewritten around it (lambdas, formats). */
  readonly rewritten: readonly string[];
  /** Not answered locally, and what to use instead. */
  readonly refused: Readonly<Record<string, string>>;
}

/** Macros that take 2 to 16 arguments, written from one body. */
export function variadic(least: number, body: (names: readonly string[]) => string): string {
  const overloads: string[] = [];
  for (let count = least; count <= 16; count++) {
    const names = Array.from({ length: count }, (_, index) => `a${index}`);
    overloads.push(`(${names.join(", ")}) AS ${body(names)}`);
  }
  return overloads.join(", ");
}
