// What a failed call means, and what to do about it. Wording lives here alone.
import { isTablesError } from "../errors.js";
import { errorName } from "./retry.js";

/** Why a step failed. */
export interface StepFailure {
  /** The AWS error's name, such as `AccessDeniedException`. */
  readonly code: string;
  readonly message: string;
  /** What to do, in one sentence. */
  readonly remedy: string;
}

const remedies: Readonly<Record<string, string>> = {
  AccessDeniedException:
    "Give the role the permission that the message names, such as glue:UpdateTable (tracklake doctor --policy apply prints all of them), or the grant in Lake Formation.",
  CliError: "Correct what the engine says, then run apply again.",
  TablesError: "Correct what it says in the schemas, then run apply again.",
  ViewTypesUnknown: "Write it through an engine: apply --views athena, or trino.",
  AlreadyExistsException: "Run plan again: somebody created it in between.",
  ConcurrentModificationException: "Run plan again: somebody keeps changing the table.",
  EntityNotFoundException: "Run plan again: the database or table was removed in between.",
  GlueEncryptionException: "Give the role the use of the catalogue's KMS key.",
  InvalidInputException: "Report this with the plan: Glue refuses what was generated.",
  ResourceNumberLimitExceededException: "Raise the Glue quota that the message names, or delete old table versions.",
};

/** What could not be read is no fault of the schemas: the service's own error tells what to do. */
function reason(error: unknown): unknown {
  return isTablesError(error) && error.code === "live-unreadable" && error.cause !== undefined ? error.cause : error;
}

/** The failure as data. */
export function failure(error: unknown): StepFailure {
  const code = errorName(reason(error));
  return {
    code,
    message: error instanceof Error ? error.message : String(error),
    remedy: remedies[code] ?? "Check the region, the credentials and the network, then run apply again.",
  };
}
