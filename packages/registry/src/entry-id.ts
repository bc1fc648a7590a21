// What may name a history file: nothing that leads out of its folder, hides it, or is another name on another system.
import { RegistryError } from "./errors.js";

const pattern = /^[a-z0-9][a-z0-9_-]{0,199}$/;

/**
 * The id of an entry, once it can name a file.
 *
 * @throws RegistryError `store-unwritable`.
 */
export function checkedId(id: string): string {
  if (pattern.test(id)) return id;
  throw new RegistryError("store-unwritable", `"${id}" cannot name a history file: use a-z, 0-9, "-" and "_".`);
}
