// Reading a schema's keywords without trusting their types: TypeBox schemas are plain JSON objects.
// Keywords that the conversion does not know are findings, never ignored.

/** Whether a value is an object and no array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A schema as its keywords; anything but an object has none. */
export function keywordsOf(schema: unknown): Record<string, unknown> {
  return isRecord(schema) ? schema : {};
}

/** Keywords that say something of a property and nothing of its values. */
export const annotations: ReadonlySet<string> = new Set([
  "$id",
  "$schema",
  "$comment",
  "title",
  "description",
  "pii",
  "unit",
  "deprecated",
  "renamedFrom",
  "examples",
  "readOnly",
  "writeOnly",
]);
