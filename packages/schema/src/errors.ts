// The package's one error class; findings, not errors, carry what is wrong with a definition's meaning.
// Every code stands in the table below and in the README.

/** What each code of {@link SchemaError} means. */
export const schemaErrorCodes = {
  "invalid-definition": "defineEvent or defineContext was called with something of the wrong shape.",
  "invalid-column": "column.* was called with options outside their bounds.",
  "not-a-model": "A value from outside is not the model of an event.",
  "not-canonical": "A value cannot be written as canonical JSON.",
} as const;

/** A code of {@link SchemaError}. */
export type SchemaErrorCode = keyof typeof schemaErrorCodes;

/** Thrown for a definition that has the wrong shape. */
export class SchemaError extends Error {
  override readonly name = "SchemaError";
  readonly code: SchemaErrorCode;

  constructor(code: SchemaErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether an error is a {@link SchemaError}, whichever copy of the package threw it. */
export function isSchemaError(error: unknown): error is SchemaError {
  return error instanceof Error && error.name === "SchemaError" && "code" in error;
}
