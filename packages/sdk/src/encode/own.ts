// Properties whose names every object inherits, such as `constructor`: only the object's own count.

/** An object's own property, or `undefined`. */
export function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}
