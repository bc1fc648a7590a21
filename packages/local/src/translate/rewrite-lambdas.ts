// Functions that take a lambda. DuckDB has list_transform, list_filter and list_reduce; the others are made of them.
// A lambda of two parameters over entries becomes two nested ones, so that its body is never taken apart.
import { dataOf, listOf, nameOf } from "@tracklake/sql";
import { raw, render } from "./syntax-tree.js";

const name = (lambda: unknown, index: number): string => {
  const parameter = nameOf(listOf(dataOf(lambda, "lambda") ?? {}, "parameters")[index]);
  return `"${(parameter ?? "_").replaceAll('"', '""')}"`;
};
const body = (lambda: unknown): string => render(dataOf(lambda, "lambda")?.body);
const one = (lambda: unknown): string => `LAMBDA ${name(lambda, 0)} : ${body(lambda)}`;
const two = (lambda: unknown, first: string, second: string): string =>
  `list_transform([${first}], LAMBDA ${name(lambda, 0)} : ` +
  `list_transform([${second}], LAMBDA ${name(lambda, 1)} : ${body(lambda)})[1])[1]`;
const entries = (map: string, lambda: unknown): string =>
  `map_entries(${map}), LAMBDA tl_e : ${two(lambda, "tl_e.key", "tl_e.value")}`;

const forms: Readonly<Record<string, (args: readonly unknown[]) => string>> = {
  transform: ([list, f]) => `list_transform(${render(list)}, ${one(f)})`,
  filter: ([list, f]) => `list_filter(${render(list)}, ${one(f)})`,
  any_match: ([list, f]) => `len(list_filter(${render(list)}, ${one(f)})) > 0`,
  all_match: ([list, f]) => `len(list_filter(${render(list)}, ${one(f)})) = len(${render(list)})`,
  none_match: ([list, f]) => `len(list_filter(${render(list)}, ${one(f)})) = 0`,
  reduce: ([list, start, step, last]) => {
    const steps = `LAMBDA ${name(step, 0)}, ${name(step, 1)} : ${body(step)}`;
    return `list_transform([list_reduce(${render(list)}, ${steps}, ${render(start)})], ${one(last)})[1]`;
  },
  zip_with: ([a, b, f]) =>
    `list_transform(range(1, 1 + greatest(len(${render(a)}), len(${render(b)}))), ` +
    `LAMBDA tl_i : ${two(f, `(${render(a)})[tl_i]`, `(${render(b)})[tl_i]`)})`,
  map_filter: ([map, f]) => `map_from_entries(list_filter(${entries(render(map), f)}))`,
  transform_keys: ([map, f]) => `map(list_transform(${entries(render(map), f)}), map_values(${render(map)}))`,
  transform_values: ([map, f]) => `map(map_keys(${render(map)}), list_transform(${entries(render(map), f)}))`,
};
const arity: Readonly<Record<string, number>> = { reduce: 4, zip_with: 3 };

/** The names of the functions that this file answers. */
export const lambdaFunctions: readonly string[] = Object.keys(forms);

/**
 * What a call of such a function becomes.
 *
 * @returns `undefined` when the function is another one or was not given its lambda.
 */
export function lambdaCall(called: string, args: readonly unknown[]): unknown {
  const form = forms[called];
  if (form === undefined || args.length !== (arity[called] ?? 2) || dataOf(args.at(-1), "lambda") === undefined) {
    return undefined;
  }
  const made = raw(`(${form(args)})`);
  const ofRows = called === "transform" && dataOf(dataOf(args.at(-1), "lambda")?.body, "raw")?.row !== undefined;
  return ofRows ? { raw: { ...dataOf(made, "raw"), rows: true } } : made;
}
