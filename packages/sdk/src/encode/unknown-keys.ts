// How many properties a value has that its definition does not: they are stripped, and counted.

/** The number of own enumerable properties that are not known and not `undefined`. */
export function unknownKeys(value: object, known: ReadonlySet<string>): number {
  let count = 0;
  for (const key of Object.keys(value)) {
    if (!known.has(key) && (value as Record<string, unknown>)[key] !== undefined) count++;
  }
  return count;
}
