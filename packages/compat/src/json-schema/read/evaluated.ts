// What the keywords beside an `unevaluated…` have looked at, under which conditions.
// More conditions that hold mean more that is looked at, so that it is enough to say: some set of them holds, and
// whatever is outside of what that set looks at fits. Their number is limited, since there are so many sets.
// Conditions within conditions, and patterns under a condition, are not decided: ajv counts there what a failing branch has
// looked at, against the drafts.
import type { Formula } from "../formula/formula.js";
import { listOf, mapOf } from "./keyword-value.js";
import { hasProperty } from "./read-object.js";
import { referencesOf } from "./read-references.js";
import type { Here, Reader } from "./reader.js";
import type { Place } from "./references.js";

/** More conditions than this are not decided: there are 2ⁿ sets of them. */
const MOST_CONDITIONS = 7;

/** What is looked at when a condition holds. */
export interface Evaluated<Seen> {
  readonly when: Formula;
  readonly seen: Seen;
}

/** What all keywords in place look at; nothing when that cannot be said. */
export function evaluatedBy<Seen>(
  reader: Reader,
  here: Here,
  own: (here: Here, nested: boolean, conditional: boolean) => readonly Seen[] | undefined,
): Evaluated<Seen>[] | undefined {
  const { formulas } = reader;
  const open = new Set<string>();
  const visit = (at: Here, when: Formula, nested: boolean): Evaluated<Seen>[] | undefined => {
    if (open.has(at.place.at)) return undefined;
    open.add(at.place.at);
    const found = own(at, nested, when !== formulas.true)?.map((seen): Evaluated<Seen> => ({ when, seen }));
    if (!found) return undefined;
    const parts: [Place, Formula][] = [];
    const inside = (keyword: string, name: string, condition: Formula) =>
      parts.push([reader.placeInside(at, keyword, name), condition]);
    for (const { place } of referencesOf(reader, at)) {
      if (!place) return undefined;
      parts.push([place, formulas.true]);
    }
    listOf(at, "allOf")?.forEach((_, index) => {
      inside("allOf", String(index), formulas.true);
    });
    for (const keyword of ["anyOf", "oneOf"]) {
      listOf(at, keyword)?.forEach((_, index) => {
        inside(keyword, String(index), reader.inside(at, keyword, String(index)));
      });
    }
    for (const keyword of ["dependentSchemas", "dependencies"]) {
      for (const name of Object.keys(mapOf(at, keyword) ?? {})) {
        inside(keyword, name, formulas.and([formulas.types(["object"]), hasProperty(formulas, name)]));
      }
    }
    if (Object.hasOwn(at.schema, "if")) {
      // Validators differ in whether an `if` alone looks at anything.
      if (!Object.hasOwn(at.schema, "then") && !Object.hasOwn(at.schema, "else")) return undefined;
      const condition = reader.inside(at, "if");
      parts.push([reader.placeInside(at, "if"), condition]);
      if (Object.hasOwn(at.schema, "then")) parts.push([reader.placeInside(at, "then"), condition]);
      if (Object.hasOwn(at.schema, "else")) parts.push([reader.placeInside(at, "else"), formulas.not(condition)]);
    }
    if (when !== formulas.true && parts.some(([, condition]) => condition !== formulas.true)) return undefined;
    for (const [place, condition] of parts) {
      if (typeof place.schema !== "object" || place.schema === null || Array.isArray(place.schema)) continue;
      const inner: Here = { schema: place.schema as Readonly<Record<string, unknown>>, place };
      const seen = visit(inner, formulas.and([when, condition]), true);
      if (!seen) return undefined;
      found.push(...seen);
    }
    open.delete(at.place.at);
    return found;
  };
  return visit(here, formulas.true, false);
}

/** The formula that some set of conditions holds, and `rest` of what is seen under that set; nothing if there are too many. */
export function underConditions<Seen>(
  reader: Reader,
  evaluated: readonly Evaluated<Seen>[],
  rest: (seen: readonly Seen[]) => Formula,
): Formula | undefined {
  const { formulas } = reader;
  const conditions = [...new Set(evaluated.map(({ when }) => when))].filter((when) => when !== formulas.true);
  if (conditions.length > MOST_CONDITIONS) return undefined;
  const sets = Array.from({ length: 2 ** conditions.length }, (_, bits) => {
    const holding = conditions.filter((_, index) => (bits >> index) & 1);
    const seen = evaluated.filter(({ when }) => when === formulas.true || holding.includes(when));
    return formulas.and([...holding, rest(seen.map((part) => part.seen))]);
  });
  return formulas.or(sets);
}
