// What the host, or somebody's library, threw or gave, as text for a notice. It may be anything, and refuse to say it:
// an error whose toString throws must not become an exception of its own.

/** What a value says of itself. */
export function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}

/** What an error's member says, or the other text where it says nothing. */
export function memberText(error: unknown, member: "name" | "message", otherwise: string): string {
  try {
    const text = (error as Partial<Error> | undefined)?.[member];
    return typeof text === "string" ? text : otherwise;
  } catch {
    return otherwise;
  }
}
