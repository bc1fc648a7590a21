// The end of the local stack: what it accepted is somebody's only copy, so a lake that is full is waited for.
// A second Ctrl-C gives it up, and what is given up is said.
import { setTimeout as pause } from "node:timers/promises";
import { isLocalError, type LocalStack } from "@tracklake/local";
import { CliError } from "../errors.js";
import type { Session } from "../session.js";

const RETRY_MS = 500;

/**
 * Delivers what the stack holds, however long the lake cannot be written.
 *
 * @throws CliError `not-writable` when it is interrupted before everything is written.
 */
export async function closeStack(session: Session, stack: LocalStack): Promise<void> {
  let interrupted: Promise<boolean> | undefined;
  for (;;) {
    try {
      return await stack.close();
    } catch (error) {
      if (!isLocalError(error) || error.code !== "lake-unwritable") throw error;
      if (interrupted === undefined) session.warn(`${error.message}\nWaiting for that; Ctrl-C again gives them up.`);
      interrupted ??= session.io.interrupted().then(() => true);
      const givenUp = await Promise.race([interrupted, pause(RETRY_MS, false)]);
      if (!givenUp) continue;
      const why = error.cause instanceof Error ? error.cause.message : error.message;
      const text = `${stack.stats().heldBytes} accepted bytes were given up: the lake cannot be written: ${why}.`;
      throw new CliError("not-writable", text, { cause: error });
    }
  }
}
