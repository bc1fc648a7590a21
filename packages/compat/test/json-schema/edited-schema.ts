// Random edits of a schema: keywords left out, taken from elsewhere, bounds moved, parts swapped.
// Most pairs made so are near each other, where a wrong verdict would hide.
import fc from "fast-check";
import type { Schema } from "./arbitrary-schema.js";

/** Edits of a schema: some of its parts changed. */
export function edits(of: Schema, parts: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  return fc.array(fc.tuple(fc.nat(), fc.nat(7), parts), { minLength: 1, maxLength: 3 }).map((list) =>
    list.reduce<Schema>((schema, [place, kind, part]) => {
      const places = placesIn(schema);
      const at = places[place % places.length] ?? [];
      return edit(schema, at, (held) => changed(held, kind, part)) as Schema;
    }, of),
  );
}

type Path = readonly (string | number)[];

function placesIn(value: unknown, at: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, held]) => placesIn(held, [...at, key]))].filter(
    (path) => path[0] !== "$schema",
  );
}

function edit(value: unknown, [step, ...rest]: Path, change: (held: unknown) => unknown): unknown {
  if (step === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((held, index) => (index === Number(step) ? edit(held, rest, change) : held));
  return Object.fromEntries(
    Object.entries(value as object).map(([key, held]) => [key, key === step ? edit(held, rest, change) : held]),
  );
}

function changed(held: unknown, kind: number, part: Schema): unknown {
  if (typeof held === "number") return kind % 2 === 0 ? held + 1 : Math.max(held - 1, 0.5);
  if (typeof held === "boolean") return kind === 0 ? part : !held;
  if (typeof held !== "object" || held === null) return held;
  if (Array.isArray(held)) return held.length > 1 && kind % 2 === 0 ? held.slice(1) : [...held].reverse();
  const entries = Object.entries(held).filter(([key]) => key !== "$schema" && key !== "definitions");
  const kept = Object.entries(held).filter(([key]) => key === "$schema" || key === "definitions");
  const added = typeof part === "boolean" ? {} : part;
  if (kind < 3 && entries.length > 0)
    return Object.fromEntries([...kept, ...entries.filter((_, index) => index !== kind)]);
  if (kind === 3) return Object.fromEntries([...kept, ["anyOf", [Object.fromEntries(entries), part]]]);
  if (kind === 4) return Object.fromEntries([...kept, ["allOf", [Object.fromEntries(entries), part]]]);
  return { ...held, ...added };
}
