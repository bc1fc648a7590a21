// The registry's one error class: history that was changed, a chain that is broken, a store that cannot be read.
// Every code stands in the table below and in the README.

/** What each code of {@link RegistryError} means. */
export const registryErrorCodes = {
  "history-unreadable": "A history file is not JSON, or not an entry of history.",
  "history-changed": "A history file was changed after its publish: its digest or a fingerprint no longer fits.",
  "revision-skipped": "A revision is missing between two published ones.",
  "revision-twice": "Two history files publish the same revision, as two branches do that publish at once.",
  "chain-broken": "A revision names a predecessor that is not the revision before it.",
  "nothing-to-retire":
    "An event that should be retired is not in the history, is retired already, or is published at once.",
  "entry-exists": "The store already holds an entry of this id.",
  "history-moved": "Another publish came first: the history holds more than what this one was made after.",
  "store-unwritable": "The store could not be written.",
} as const;

/** A code of {@link RegistryError}. */
export type RegistryErrorCode = keyof typeof registryErrorCodes;

/** Thrown for history that cannot be trusted or written. */
export class RegistryError extends Error {
  override readonly name = "RegistryError";
  readonly code: RegistryErrorCode;

  constructor(code: RegistryErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether an error is a {@link RegistryError}, whichever copy of the package threw it. */
export function isRegistryError(error: unknown): error is RegistryError {
  return error instanceof Error && error.name === "RegistryError" && "code" in error;
}

/** The refusal of a publish that was made after what is no longer the whole history. */
export function historyMoved(where: string): RegistryError {
  return new RegistryError(
    "history-moved",
    `${where}: another publish came first, and nothing was written. Publish again to follow it.`,
  );
}
