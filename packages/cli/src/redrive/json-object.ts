// A line as the JSON object that it should be.

/** The object, or `undefined` for any other text: the caller says what that means. */
export function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    // No JSON at all.
    return undefined;
  }
}
