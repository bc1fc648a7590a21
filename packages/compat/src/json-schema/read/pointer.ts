// JSON pointers (RFC 6901): how places in schemas and documents are named.
// Also what a pointer leads to.

/** A pointer of steps. */
export function pointer(steps: readonly (string | number)[]): string {
  return steps.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The steps of a pointer. */
export function stepsOf(text: string): string[] {
  if (text === "") return [];
  return text
    .slice(1)
    .split("/")
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** What a pointer leads to; nothing when it leads nowhere. */
export function resolvePointer(document: unknown, steps: readonly string[]): { readonly value: unknown } | undefined {
  let value = document;
  for (const step of steps) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return { value };
}
