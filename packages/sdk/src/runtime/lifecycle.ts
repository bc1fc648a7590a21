// What trackers do as the process ends: before it ends by itself they send what is left, and at its very end they write
// what is in memory alone. One listener for all trackers, whatever their number.

/** A tracker, as far as the end of its process is concerned. */
export interface Living {
  /** Sends what is left, for a while. */
  beforeExit(): Promise<unknown>;
  /** Keeps what is left, at once. */
  exit(): void;
}

const living = new Set<Living>();

function beforeExit(): void {
  for (const one of living) void one.beforeExit();
}

function exit(): void {
  for (const one of living) one.exit();
}

/** Begins to care for a tracker. */
export function enrol(one: Living): void {
  if (living.size === 0) process.on("beforeExit", beforeExit).on("exit", exit);
  living.add(one);
}

/** A tracker has ended by itself. */
export function discharge(one: Living): void {
  if (living.delete(one) && living.size === 0) process.off("beforeExit", beforeExit).off("exit", exit);
}
