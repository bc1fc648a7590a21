// What a schema says of one place in a document, by its text: what was there before a demand was added or changed.
// Only used to name a difference well; no verdict rests on it.
import { jsonTypeOf } from "../formula/formula.js";
import { itemRanges } from "../read/read-array.js";
import { referencesOf } from "../read/read-references.js";
import type { Here } from "../read/reader.js";
import type { Place } from "../read/references.js";
import type { SchemaReader } from "../read/schema-reader.js";

/** The schemas that say something of the value at some steps; booleans are left out. */
export function schemasAt(reader: SchemaReader, steps: readonly string[]): Readonly<Record<string, unknown>>[] {
  let places = inPlace(reader, reader.references.root, new Set());
  for (const step of steps) {
    places = places.flatMap((here) => into(reader, here, step)).flatMap((place) => inPlace(reader, place, new Set()));
  }
  return places.map(({ schema }) => schema);
}

function inPlace(reader: SchemaReader, place: Place, seen: Set<string>): Here[] {
  if (jsonTypeOf(place.schema) !== "object" || seen.has(place.at)) return [];
  seen.add(place.at);
  const here: Here = { schema: place.schema as Readonly<Record<string, unknown>>, place };
  const parts = referencesOf(reader, here).flatMap((reference) => reference.place ?? []);
  for (const keyword of ["allOf", "anyOf", "oneOf"]) {
    const list = here.schema[keyword];
    if (!Array.isArray(list)) continue;
    for (const index of list.keys()) parts.push(reader.placeInside(here, keyword, String(index)));
  }
  return [here, ...parts.flatMap((part) => inPlace(reader, part, seen))];
}

function into(reader: SchemaReader, here: Here, step: string): Place[] {
  const { properties, patternProperties } = here.schema;
  const found: Place[] = [];
  if (jsonTypeOf(properties) === "object" && Object.hasOwn(properties as object, step)) {
    found.push(reader.placeInside(here, "properties", step));
  } else if (step === "*" && jsonTypeOf(patternProperties) === "object") {
    for (const source of Object.keys(patternProperties as object)) {
      found.push(reader.placeInside(here, "patternProperties", source));
    }
  }
  if (found.length === 0 && "additionalProperties" in here.schema) {
    found.push(reader.placeInside(here, "additionalProperties"));
  }
  const position = step === "*" ? Number.MAX_SAFE_INTEGER : Number(step);
  for (const range of itemRanges(reader, here)) {
    if (position >= range.from && position < range.to) found.push(reader.placeInside(here, ...range.steps));
  }
  return found;
}
