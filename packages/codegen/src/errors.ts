// The package's one error class: what cannot be generated, and why.
// Every code stands in the table below and in the README.

/** What each code of {@link CodegenError} means. */
export const codegenErrorCodes = {
  "method-collision": "Two events, or an event and a member of the tracker, would have one method.",
  "context-conflict": "Two events bring contexts of one name whose fields differ; a client holds each context once.",
  "name-unsupported": "A field is called __proto__, which no JavaScript validator can tell from an object's prototype.",
  "unknown-runtime-import": "A validator needs a part of ajv that generated code does not carry.",
  "output-unwritable": "The folder of the generated files could not be read or written.",
} as const;

/** A code of {@link CodegenError}. */
export type CodegenErrorCode = keyof typeof codegenErrorCodes;

/** Thrown when nothing sound can be generated. */
export class CodegenError extends Error {
  override readonly name = "CodegenError";
  readonly code: CodegenErrorCode;

  constructor(code: CodegenErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether an error is a {@link CodegenError}, whichever copy of the package threw it. */
export function isCodegenError(error: unknown): error is CodegenError {
  return error instanceof Error && error.name === "CodegenError" && "code" in error;
}
