// A context as a tracker keeps it: encoded once, when it is set.

/** A context as it was set. */
export interface SetContext {
  /** Its fields for the line; absent when the value was refused. */
  readonly text?: string;
  /** Unknown properties that were stripped. */
  readonly unknown: number;
  readonly value: object;
}
