// What limits objects: their properties by name and pattern, the names, their number, and what depends on what.
// A set of keys is itself a formula over strings, so that patterns and names are one thing.
import type { Formula } from "../formula/formula.js";
import type { Formulas } from "../formula/formulas.js";
import { countOf, mapOf, namesOf } from "./keyword-value.js";
import { type Here, InvalidSchema, type Reader } from "./reader.js";

/** The formulas of a schema's keywords about objects. */
export function readObject(reader: Reader, here: Here): Formula[] {
  return [...readProperties(reader, here), ...readCounts(reader, here), ...readDependencies(reader, here)];
}

/** The keys that `properties` and `patternProperties` name, each with its schema's steps. */
export function namedKeys(reader: Reader, here: Here): { keys: Formula; steps: readonly string[] }[] {
  const { formulas } = reader;
  const names = Object.keys(mapOf(here, "properties") ?? {});
  const patterns = Object.keys(mapOf(here, "patternProperties") ?? {});
  return [
    ...names.map((name) => ({ keys: formulas.values([name]), steps: ["properties", name] })),
    ...patterns.map((source) => ({
      keys: formulas.statement({ kind: "pattern", source, negative: false }),
      steps: ["patternProperties", source],
    })),
  ];
}

/** The keys that are none of these. */
export function otherKeys(formulas: Formulas, named: readonly Formula[]): Formula {
  const names = named.flatMap((keys) => (keys.kind === "values" ? [...keys.values.values()] : []));
  const rest = named.filter((keys) => keys.kind !== "values");
  return formulas.and([formulas.values(names, true), ...rest.map((keys) => formulas.not(keys))]);
}

/** An object that has a property. */
export function hasProperty(formulas: Formulas, name: string): Formula {
  return formulas.statement({ kind: "some", keys: formulas.values([name]), schema: formulas.true });
}

function readProperties(reader: Reader, here: Here): Formula[] {
  const { formulas } = reader;
  const named = namedKeys(reader, here);
  const found = named.map(({ keys, steps }) =>
    // No validator in JavaScript can tell this property from an object's prototype.
    steps[1] === "__proto__"
      ? reader.unknown(here, steps.join("/"), "UNSUPPORTED_KEYWORD", "A property called __proto__ cannot be judged.")
      : formulas.statement({ kind: "every", keys, schema: reader.inside(here, ...steps) }),
  );
  if (Object.hasOwn(here.schema, "additionalProperties")) {
    const keys = otherKeys(
      formulas,
      named.map((part) => part.keys),
    );
    found.push(formulas.statement({ kind: "every", keys, schema: reader.inside(here, "additionalProperties") }));
  }
  if (Object.hasOwn(here.schema, "propertyNames")) {
    const keys = formulas.not(reader.inside(here, "propertyNames"));
    found.push(formulas.statement({ kind: "every", keys, schema: formulas.false }));
  }
  return found;
}

function readCounts({ formulas }: Reader, here: Here): Formula[] {
  const found: Formula[] = [];
  for (const kind of ["minProperties", "maxProperties"] as const) {
    const value = countOf(here, kind);
    if (value !== undefined) found.push(formulas.statement({ kind, value }));
  }
  for (const name of namesOf(here, "required") ?? []) found.push(hasProperty(formulas, name));
  return found;
}

function readDependencies(reader: Reader, here: Here): Formula[] {
  const { formulas } = reader;
  const found: Formula[] = [];
  const keywords = reader.since("2019-09")
    ? ["dependencies", "dependentRequired", "dependentSchemas"]
    : ["dependencies"];
  for (const keyword of keywords) {
    for (const [name, demanded] of Object.entries(mapOf(here, keyword) ?? {})) {
      const isList = Array.isArray(demanded);
      if (isList ? keyword === "dependentSchemas" : keyword === "dependentRequired") {
        throw new InvalidSchema(`${here.place.at}/${keyword}`, `${keyword} holds something of another kind.`);
      }
      const then = isList
        ? formulas.and(demanded.map((other) => hasProperty(formulas, String(other))))
        : reader.inside(here, keyword, name);
      found.push(whenPresent(formulas, name, then));
    }
  }
  return found;
}

function whenPresent(formulas: Formulas, name: string, then: Formula): Formula {
  const others = formulas.types(["string", "number", "boolean", "null", "array"]);
  return formulas.or([others, formulas.not(hasProperty(formulas, name)), then]);
}
