// Hashing of personal text: lower-case hex HMAC-SHA256 of its UTF-8 bytes, under a key that has a name and can be
// changed. The name stands beside the hashes, in the column pii_key_id of tables that hash; without a key, no hash.
import * as crypto from "node:crypto";
import { PII_KEY_COLUMN } from "@tracklake/envelope";
import type { EncodeState } from "../definitions.js";
import { SdkError } from "../errors.js";

/** A key of the HMAC. */
export interface PiiKey {
  /** Its name in the lake: 1 to 64 letters, digits, `.`, `_` and `-`, never used for another key. */
  readonly id: string;
  /** The secret: at least 16 random bytes, or a text of them. */
  readonly key: string | Uint8Array;
}

/** The keys of properties with `pii: "hash"`. */
export interface PiiOptions {
  /** All keys that were ever used, the old ones to find a person's older rows by {@link personalHashes}. */
  readonly keys: readonly PiiKey[];
  /** The id of the key that hashes from now on. @default the only key's */
  readonly active?: string;
}

/** What protects the personal text of one tracker. */
export interface Protection {
  readonly hash: EncodeState["hash"];
  /** The id of the key; absent without one. */
  readonly keyId?: string;
  /** The column of the line that names the key, with a comma before it; `""` without a key. */
  readonly column: string;
}

/**
 * Makes the protection of a tracker.
 *
 * @param pii - The keys, or the one key as `piiKey` takes it: its id is then made from the key itself.
 * @param withoutKey - Called for each value that is left out because there is no key.
 * @throws SdkError `wrong-option` for keys that cannot be used.
 */
export function protection(pii: PiiOptions | string | undefined, withoutKey: () => void = () => {}): Protection {
  const active = pii === undefined || pii === "" ? undefined : activeKey(pii);
  if (!active) {
    const hash = () => {
      withoutKey();
      return undefined;
    };
    return { hash, column: "" };
  }
  return { hash: hmac(active.key), keyId: active.id, column: `,"${PII_KEY_COLUMN}":"${active.id}"` };
}

/**
 * The hash of properties with `pii: "hash"`, without more about its key.
 *
 * @param key - The HMAC's key; without one such properties are left out.
 */
export function piiHash(key: string | undefined): EncodeState["hash"] {
  return protection(key).hash;
}

/**
 * What a personal text has become under each key: by these its rows are found, or deleted, whatever key was active.
 *
 * @returns By the keys' ids.
 * @throws SdkError `wrong-option` for keys that cannot be used.
 * @example
 * personalHashes({ keys, active: "2026" }, "alice@example.com");
 * // { "2025": "9f86…", "2026": "60a3…" }: WHERE pii_key_id = '2025' AND email = '9f86…' OR …
 */
export function personalHashes(pii: PiiOptions | string, text: string): Readonly<Record<string, string>> {
  const keys = typeof pii === "string" ? [shortForm(pii)] : checked(pii).keys;
  return Object.fromEntries(keys.map(({ id, key }) => [id, hmac(key)(text)]));
}

function activeKey(pii: PiiOptions | string): PiiKey {
  if (typeof pii === "string") return shortForm(pii);
  const { keys, active } = checked(pii);
  const found = active === undefined && keys.length === 1 ? keys[0] : keys.find(({ id }) => id === active);
  if (found) return found;
  const ids = keys.map(({ id }) => JSON.stringify(id)).join(", ");
  throw wrong(`pii.active is ${JSON.stringify(active)}; it is the id of one of the keys: ${ids}.`);
}

function checked(pii: PiiOptions): PiiOptions {
  if (!Array.isArray(pii.keys) || pii.keys.length === 0) {
    throw wrong('pii.keys is a list of at least one { id, key }, such as [{ id: "2026", key: process.env.PII_KEY }].');
  }
  const seen = new Set<string>();
  for (const { id, key } of pii.keys as readonly PiiKey[]) {
    if (typeof id !== "string" || !/^[A-Za-z0-9._-]{1,64}$/.test(id)) {
      throw wrong(`pii.keys has the id ${JSON.stringify(id)}; an id is 1 to 64 letters, digits, ".", "_" and "-".`);
    }
    if (seen.has(id)) throw wrong(`pii.keys has the id "${id}" twice; the lake could not tell the two apart.`);
    if (!(typeof key === "string" || key instanceof Uint8Array) || key.length === 0) {
      throw wrong(`pii.keys: the key "${id}" is empty. Is its variable set?`);
    }
    seen.add(id);
  }
  return pii;
}

/** A key without a name of its own is called by what only it can make. */
function shortForm(key: string): PiiKey {
  return { id: hmac(key)("tracklake pii key id").slice(0, 12), key };
}

const BLOCK = 64;
const DIGEST = 32;
/** Bytes of text that need no memory of their own; longer ones take the slower way. */
const ROOM = 4_096;

/**
 * HMAC as RFC 2104 has it, from two one-shot hashes over buffers that are used again: a third faster than createHmac,
 * which makes two objects for each value.
 */
function hmac(key: string | Uint8Array): (text: string) => string {
  const secret = typeof key === "string" ? Buffer.from(key, "utf8") : Buffer.from(key);
  const short = secret.length > BLOCK ? crypto.createHash("sha256").update(secret).digest() : secret;
  const inner = Buffer.alloc(BLOCK + ROOM, 0x36);
  const outer = Buffer.alloc(BLOCK + DIGEST, 0x5c);
  for (const [at, byte] of short.entries()) {
    inner[at] = byte ^ 0x36;
    outer[at] = byte ^ 0x5c;
  }
  return (text) => {
    if (text.length * 3 > ROOM) return crypto.createHmac("sha256", secret).update(text, "utf8").digest("hex");
    const length = inner.write(text, BLOCK, "utf8");
    outer.set(crypto.hash("sha256", inner.subarray(0, BLOCK + length), "buffer"), BLOCK);
    inner.fill(0, BLOCK, BLOCK + length);
    return crypto.hash("sha256", outer, "hex");
  };
}

function wrong(message: string): SdkError {
  return new SdkError("wrong-option", `createTracker: ${message}`);
}
