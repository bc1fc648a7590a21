// How many properties a value has that its definition does not: they are stripped, and counted.
// A count of all properties tells most of the time that there are none; only else are their names looked up.

/**
 * The number of own enumerable properties that are not known and not `undefined`.
 *
 * @param found - How many known properties were found to be not `undefined`.
 */
export function strangers(value: object, found: number, known: ReadonlySet<string>): number {
  // Of an instance of a class a known property may be inherited, so that the counts would say nothing.
  if (Object.getPrototypeOf(value) !== Object.prototype) return unknownKeys(value, known);
  let all = 0;
  for (const _ in value) all++;
  return all === found ? 0 : unknownKeys(value, known);
}

/** The number of own enumerable properties that are not known and not `undefined`. */
export function unknownKeys(value: object, known: ReadonlySet<string>): number {
  let count = 0;
  for (const key in value) {
    if (!known.has(key) && Object.hasOwn(value, key) && (value as Record<string, unknown>)[key] !== undefined) count++;
  }
  return count;
}
