// Every function that Athena documents and that matters for events, and how each is answered locally.
// One table: the translation, the macros made at open and the tests all read it.
import { aggregateFunctions } from "./aggregate.js";
import { binaryFunctions } from "./binary.js";
import { conditionalFunctions } from "./conditional.js";
import type { FunctionGroup } from "./function-group.js";
import { jsonFunctions } from "./json.js";
import { listFunctions } from "./list.js";
import { mapFunctions } from "./map.js";
import { mathFunctions } from "./math.js";
import { regexpFunctions } from "./regexp.js";
import { textFunctions } from "./text.js";
import { timeFunctions } from "./time.js";
import { windowFunctions } from "./window.js";

/** How one function is answered. */
export type FunctionWay =
  | { readonly way: "same" | "macro" | "rewritten"; readonly to: string }
  | { readonly way: "renamed"; readonly to: string }
  | { readonly way: "refused"; readonly instead: string };

/** What the names of our macros begin with. */
export const MACRO_PREFIX = "tl_";

const groups: readonly FunctionGroup[] = [
  aggregateFunctions,
  windowFunctions,
  conditionalFunctions,
  textFunctions,
  regexpFunctions,
  timeFunctions,
  mathFunctions,
  listFunctions,
  mapFunctions,
  jsonFunctions,
  binaryFunctions,
];

function waysOf(group: FunctionGroup): [string, FunctionWay][] {
  return [
    ...group.same.map((name): [string, FunctionWay] => [name, { way: "same", to: name }]),
    ...Object.entries(group.renamed).map(([name, to]): [string, FunctionWay] => [name, { way: "renamed", to }]),
    ...Object.keys(group.macros).map((name): [string, FunctionWay] => [
      name,
      { way: "macro", to: MACRO_PREFIX + name },
    ]),
    ...group.rewritten.map((name): [string, FunctionWay] => [name, { way: "rewritten", to: MACRO_PREFIX + name }]),
    ...Object.entries(group.refused).map(([name, instead]): [string, FunctionWay] => [
      name,
      { way: "refused", instead },
    ]),
  ];
}

/** Every known function by its lower-case name. */
export const functionTable: ReadonlyMap<string, FunctionWay> = new Map(groups.flatMap(waysOf));

/** The macros of every family: name with prefix, then parameters and body. */
export const functionMacros: ReadonlyMap<string, string> = new Map(
  groups.flatMap((group) =>
    Object.entries(group.macros).map(([name, body]): [string, string] => [MACRO_PREFIX + name, body]),
  ),
);
