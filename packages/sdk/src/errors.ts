// The SDK's one error class. In production nothing of it reaches the host through track.
// Every code stands in the table below and in the README.

/** What each code of {@link SdkError} means. */
export const sdkErrorCodes = {
  "abi-mismatch": "The generated client and the SDK are of versions that do not fit; run tracklake generate.",
  "wrong-option": "An option of the tracker or a sink has a value that it cannot have.",
  "unknown-event": "track was called with a name that the generated client does not have.",
  violation: "In tests: an event, or a context, does not fit its definition.",
  "sink-failed": "A sink could not take a batch; it is sent again.",
  "expectation-failed": "An expectation of a test's recorder was not met.",
} as const;

/** A code of {@link SdkError}. */
export type SdkErrorCode = keyof typeof sdkErrorCodes;

/** Thrown when a tracker is made, and by track in test mode only. */
export class SdkError extends Error {
  override readonly name = "SdkError";
  readonly code: SdkErrorCode;

  constructor(code: SdkErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether an error is an {@link SdkError}, whichever copy of the package threw it. */
export function isSdkError(error: unknown): error is SdkError {
  return error instanceof Error && error.name === "SdkError" && "code" in error;
}
