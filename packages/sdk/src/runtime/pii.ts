// Hashing of personal text: lower-case hex HMAC-SHA256 of its UTF-8 bytes; without a key there is no hash.
import { createHmac } from "node:crypto";
import type { EncodeState } from "../definitions.js";

/**
 * The hash of properties with `pii: "hash"`.
 *
 * @param key - The HMAC's key; without one such properties are left out.
 */
export function piiHash(key: string | undefined): EncodeState["hash"] {
  if (key === undefined || key === "") return () => undefined;
  return (value) => createHmac("sha256", key).update(value, "utf8").digest("hex");
}
