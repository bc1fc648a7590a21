// Watches a project's schemas and configuration, and does something again after each change.
// A failure is printed and the watch goes on; Ctrl-C ends it.
import { existsSync, type FSWatcher, watch } from "node:fs";
import { resolve } from "node:path";
import { configNames, loadConfig } from "../config/load-config.js";
import type { ExitCode } from "../errors.js";
import type { Session } from "../session.js";

/** Editors write a file in several steps; changes within this time are one. */
const SETTLE_MS = 120;

/**
 * Runs a task now and after every change, until interrupted.
 *
 * @param task - What to do; its failures are printed.
 * @returns 0, when interrupted.
 * @throws What loading the configuration throws: without it nothing can be watched.
 */
export async function watchSchemas(session: Session, task: () => Promise<unknown>): Promise<ExitCode> {
  const interrupted = session.io.interrupted();
  const { schemasFolder, root } = await loadConfig(session);
  const named = session.config === undefined ? configNames : [session.config];
  const configs = new Set(named.map((name) => resolve(root, name)));
  const attempt = async () => {
    try {
      await task();
    } catch (error) {
      session.fail(error);
    }
  };
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(attempt);
    }, SETTLE_MS);
  };
  const watchers = [
    watch(root, (_, name) => {
      if (name !== null && configs.has(resolve(root, name))) changed();
    }),
    ...(existsSync(schemasFolder) ? [watchFolder(schemasFolder, changed)] : []),
  ];
  for (const watcher of watchers) watcher.on("error", (error) => session.fail(error));
  running = attempt();
  await running;
  session.progress(`watching ${schemasFolder}; Ctrl-C ends.`);
  await interrupted;
  clearTimeout(timer);
  for (const watcher of watchers) watcher.close();
  await running;
  return 0;
}

function watchFolder(folder: string, changed: () => void): FSWatcher {
  return watch(folder, { recursive: true }, (_, name) => {
    if (name === null || /\.(m?[jt]s|json)$/.test(name)) changed();
  });
}
