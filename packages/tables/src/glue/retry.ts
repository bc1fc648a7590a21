// Calls to Glue, repeated with growing pauses for the errors that pass by themselves.
// Guide, "Glue API exceptions": OperationTimeout, InternalService, ResourceNotReady, throttling. The SDK's own
// retries do not cover the first and the third, whose status is 400.

const passing: ReadonlySet<string> = new Set([
  "OperationTimeoutException",
  "InternalServiceException",
  "ResourceNotReadyException",
  "ThrottlingException",
  "ThrottledException",
  "TooManyRequestsException",
]);

/** The name of an AWS error, or of any other. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : "UnknownError";
}

/**
 * Calls until it works, fails for good, or the attempts are used up.
 *
 * @param attempts - Most calls, at least 1. @default 5
 * @param pause - Waits this many milliseconds.
 */
export async function withRetry<T>(
  call: () => Promise<T>,
  attempts = 5,
  pause: (milliseconds: number) => Promise<void> = sleep,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt >= attempts || !passing.has(errorName(error))) throw error;
      await pause(Math.random() * Math.min(5_000, 100 * 2 ** attempt));
    }
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
