// Whether a tracker does its work, for a readiness probe.

/** How a tracker is. */
export interface Health {
  /** Events are taken and kept. `false` when new ones are lost: it is closed, or memory or spool are full. */
  readonly ok: boolean;
  /** What is wrong, in the order of its weight; empty when nothing is. */
  readonly problems: readonly string[];
  /** The sink is down and events are held; nothing is lost while there is room. */
  readonly holding: boolean;
  /** What a new event reaches before its receipt says that it is stored. */
  readonly keeping: "memory" | "process" | "disk";
  /** Events that are not delivered. */
  readonly pending: number;
}
