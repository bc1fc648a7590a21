// The name of one writing of a day: it sorts by time, and no two are alike.
// Folders that are not named so are somebody else's, and are never touched.
import { randomBytes } from "node:crypto";

const pattern = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z-[0-9a-f]{8}$/;

/**
 * A new run's name.
 *
 * @param now - When it begins.
 * @example
 * runId(new Date("2026-03-02T01:00:00Z")); // "20260302T010000Z-5f0c2a91"
 */
export function runId(now: Date = new Date()): string {
  const time = now.toISOString().slice(0, 19).replace(/[-:]/g, "");
  return `${time}Z-${randomBytes(4).toString("hex")}`;
}

/** Whether a text names a run. */
export function isRunId(text: string): boolean {
  return pattern.test(text);
}

/** When a run began, in milliseconds since 1970. @throws TypeError for a text that names no run. */
export function runTime(run: string): number {
  const [, ...parts] = pattern.exec(run) ?? [];
  if (parts.length === 0) throw new TypeError(`"${run}" names no run`);
  const [year, month, day, hour, minute, second] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
