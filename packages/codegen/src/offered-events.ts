// Which events a generated client offers to call: all but the one that every tracker tracks by itself.
import { HEARTBEAT_EVENT } from "@tracklake/envelope";
import type { EventModel } from "@tracklake/schema";

/** Whether a service tracks this event; its heartbeat every tracker tracks by itself. */
export function isOffered({ name }: EventModel): boolean {
  return name !== HEARTBEAT_EVENT;
}
