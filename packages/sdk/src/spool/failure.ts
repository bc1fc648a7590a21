// Why a block was not stored. The runtime keeps such lines in memory: nothing of a refused block counts as stored.
// Internal to the SDK: it never reaches the host, whose receipts say the level that was really reached.

/** `full`: the capacity is used up; `io`: the disk would not take it (full disks included), or the spool is closed. */
export type SpoolFailureCode = "full" | "io";

/** Rejects {@link Spool.append}. */
export class SpoolFailure extends Error {
  override readonly name = "SpoolFailure";
  readonly code: SpoolFailureCode;

  constructor(code: SpoolFailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The system's code of a failed call, such as ENOENT. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

/** Whether a call failed because what it named is not there (any more). */
export function isMissing(error: unknown): boolean {
  return systemCode(error) === "ENOENT";
}
