// What doctor says of one thing: as it should be, or what is wrong and the command that mends it.

/** How much something matters: `error` breaks, `warning` may lose or cost, `note` is only said. */
export type CheckLevel = "ok" | "note" | "warning" | "error";

/** One answer of doctor. */
export interface Check {
  /** Stable, such as `spool-ephemeral`. */
  readonly id: string;
  readonly level: CheckLevel;
  readonly message: string;
  /** A command, or what to change. */
  readonly fix?: string;
}
