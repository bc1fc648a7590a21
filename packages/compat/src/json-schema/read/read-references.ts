// `$ref`, and `$dynamicRef` and `$recursiveRef` where they can lead to one place only.
// A reference is read when it is needed; one that leads out of the document is unknown, whatever else holds.
import type { Formula } from "../formula/formula.js";
import { eachSubschema } from "../subschemas.js";
import { type Here, InvalidSchema, type Reader } from "./reader.js";
import type { Place } from "./references.js";

/** The formulas of a schema's references. */
export function readReferences(reader: Reader, here: Here): Formula[] {
  return referencesOf(reader, here).map(({ keyword, reference, place }) => {
    if (!place) {
      const message = keyword === "$ref" ? remote(reference) : `${keyword} ${reference} may lead to several places.`;
      const rule = keyword === "$ref" ? "REMOTE_REFERENCE" : "UNSUPPORTED_KEYWORD";
      // The same address holds the same schema on both sides.
      const key = keyword === "$ref" ? `remote ${resolved(reference, here.place.base)}` : undefined;
      return reader.unknown(here, keyword, rule, message, key);
    }
    if (refersToItself(reader, place)) {
      throw new InvalidSchema(`${here.place.at}/${keyword}`, `${reference} leads back to itself without end.`);
    }
    return reader.formulas.reference(`${reader.name}${place.at}`, () => reader.read(place));
  });
}

/** The references of a schema, and where they lead inside the document. */
export function referencesOf(
  reader: Pick<Reader, "references" | "since">,
  here: Here,
): { keyword: string; reference: string; place: Place | undefined }[] {
  const { references } = reader;
  const found: { keyword: string; reference: string; place: Place | undefined }[] = [];
  const text = (keyword: string): string | undefined => {
    const reference = here.schema[keyword];
    if (reference === undefined) return undefined;
    if (typeof reference !== "string") throw new InvalidSchema(`${here.place.at}/${keyword}`, "It is no text.");
    return reference;
  };
  const ref = text("$ref");
  if (ref !== undefined)
    found.push({ keyword: "$ref", reference: ref, place: references.resolve(ref, here.place.base) });
  const dynamic = reader.since("2020-12") ? text("$dynamicRef") : undefined;
  if (dynamic !== undefined) {
    const place = references.isOne ? references.resolveDynamic(dynamic, here.place.base) : undefined;
    found.push({ keyword: "$dynamicRef", reference: dynamic, place });
  }
  const recursive = reader.since("2019-09") && !reader.since("2020-12") ? text("$recursiveRef") : undefined;
  if (recursive !== undefined) {
    const place = references.isOne ? references.resolve(recursive, here.place.base) : undefined;
    found.push({ keyword: "$recursiveRef", reference: recursive, place });
  }
  return found;
}

/** Whether a schema leads back to itself without going into the value, so that no validator could finish. */
function refersToItself(reader: Reader, start: Place): boolean {
  const seen = new Set<string>();
  const visit = (place: Place): boolean => {
    if (seen.has(place.at)) return false;
    seen.add(place.at);
    if (typeof place.schema !== "object" || place.schema === null) return false;
    const here: Here = { schema: place.schema as Readonly<Record<string, unknown>>, place };
    const next: Place[] = referencesOf(reader, here).flatMap((reference) => reference.place ?? []);
    if (reader.since("2019-09") || !("$ref" in here.schema)) {
      eachSubschema(place.schema, ({ role, path }) => {
        if (role === "in-place" || role === "negated") next.push(reader.placeInside(here, ...path));
      });
    }
    return next.some((inner) => inner.at === start.at || visit(inner));
  };
  return visit(start);
}

function remote(reference: string): string {
  return `${reference} leads out of the document, and remote schemas are never fetched.`;
}

function resolved(reference: string, base: string): string {
  return URL.canParse(reference, base) ? new URL(reference, base).href : reference;
}
