// The package's one error class: what was handed in cannot be read.
// Every code stands in the table below and in the README.

/** What each code of {@link CompatError} means. */
export const compatErrorCodes = {
  "acknowledgements-unreadable": "The file of acknowledgements is not JSON, or an entry of it lacks a part.",
} as const;

/** A code of {@link CompatError}. */
export type CompatErrorCode = keyof typeof compatErrorCodes;

/** Thrown for input that cannot be read. */
export class CompatError extends Error {
  override readonly name = "CompatError";
  readonly code: CompatErrorCode;

  constructor(code: CompatErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether an error is a {@link CompatError}, whichever copy of the package threw it. */
export function isCompatError(error: unknown): error is CompatError {
  return error instanceof Error && error.name === "CompatError" && "code" in error;
}
