// The same distrust as loadRegistry's, as findings: what `check` lists instead of stopping at the first.
import type { Finding } from "@tracklake/schema";
import { isRegistryError } from "./errors.js";
import type { RegistryStore } from "./published.js";
import { chainProblems } from "./registry.js";

/**
 * What is wrong with a store's history; empty when it is sound.
 *
 * @throws Whatever the store throws that is not about history, such as a failing disk.
 */
export async function checkHistory(store: RegistryStore): Promise<Finding[]> {
  try {
    return chainProblems(await store.entries()).map(({ code, event, message }) => ({
      rule: code,
      severity: "error",
      path: event,
      message,
    }));
  } catch (error) {
    if (!isRegistryError(error)) throw error;
    return [{ rule: error.code, severity: "error", path: "history", message: error.message }];
  }
}
