// What a value of the host was at the call, for what is said of it later: the host may use its object for something else.
// Whatever its getters, its toJSON and its proxies do, it is bounded in members, depth and time, and never throws.
import { types } from "node:util";
import { lineLimits } from "@tracklake/envelope";
import { memberText } from "../text-of.js";

/** A value as it was, and about how many bytes are held by it. */
export interface Snapshot<Value> {
  readonly value: Value;
  readonly bytes: number;
  /** Whether nothing is missing for want of room. */
  readonly whole: boolean;
}

/** Bytes of a member beside its text: its slot, a number, a small object's share. */
const MEMBER = 16;
/** Members that are copied: far more than the 2,000 that a dead letter keeps, and some milliseconds of the caller's. */
const MEMBERS = 50_000;
/** Milliseconds that the host's own getters may make of them, asked now and then: a pause harms no small event. */
const TIME = 50;
const ASK_EVERY = 64;
/** Levels that are copied: more than a line may have, in its columns and in the JSON of one of them. */
const DEPTH = lineLimits.depth + lineLimits.jsonDepth + 4;

/**
 * Copies a value: its texts are shared, since they never change, and so is what it holds twice or in a circle.
 *
 * @param most - Bytes after which there is no use in going on.
 * @param now - Milliseconds that only grow. Default `performance.now`.
 */
export function snapshotOf<Value>(value: Value, most: number, now = () => performance.now()): Snapshot<Value> {
  const copier = new Copier(most, now);
  const copy = copier.copy(value, 0) as Value;
  const { bytes, whole } = copier;
  return { value: copy, bytes, whole };
}

class Copier {
  bytes = 0;
  whole = true;
  readonly #most: number;
  readonly #copies = new Map<object, unknown>();
  readonly #now: () => number;
  readonly #ends: number;
  #members = 0;
  #asked = 0;

  constructor(most: number, now: () => number) {
    this.#most = most;
    this.#now = now;
    this.#ends = now() + TIME;
  }

  copy(value: unknown, depth: number): unknown {
    this.#members++;
    this.bytes += MEMBER + (typeof value === "string" ? 2 * value.length : 0);
    if (typeof value !== "object" || value === null) return value;
    if (this.#copies.has(value)) return this.#copies.get(value);
    if (depth > DEPTH || !this.#room()) return unreadable(new RangeError());
    try {
      return this.#object(value, depth);
    } catch (error) {
      // A proxy of the host threw: the copy throws in the same places.
      return this.#made(value, unreadable(error));
    }
  }

  #object(value: object, depth: number): unknown {
    if (types.isDate(value)) return this.#made(value, new Date(Date.prototype.getTime.call(value)));
    if (types.isBoxedPrimitive(value)) return this.#made(value, Object(value.valueOf()));
    if (ArrayBuffer.isView(value)) {
      this.bytes += value.byteLength;
      return this.#made(value, bytesOf(value));
    }
    if (Array.isArray(value)) return this.#array(value, depth);
    const copy = this.#made(value, {});
    for (const key of Object.keys(value)) {
      if (!this.#room()) break;
      this.bytes += 2 * key.length;
      this.#define(copy, key, true, () => (value as Record<string, unknown>)[key], depth);
    }
    const toJSON: unknown = (value as { toJSON?: unknown }).toJSON;
    if (typeof toJSON === "function") this.#toJson(copy, () => toJSON.call(value, ""), depth);
    this.#inherited(value, copy);
    return copy;
  }

  #array(value: readonly unknown[], depth: number): unknown {
    const copy: unknown[] = this.#made(value, []);
    for (let index = 0; index < value.length && this.#room(); index++) {
      if (Object.hasOwn(value, index)) this.#define(copy, String(index), true, () => value[index], depth);
      else {
        // A hole is one in the copy too.
        this.#members++;
        copy.length = index + 1;
      }
    }
    return copy;
  }

  #define(copy: object, key: string, enumerable: boolean, read: () => unknown, depth: number): void {
    let member: unknown;
    try {
      member = read();
    } catch (error) {
      throwAt(copy, key, enumerable, error);
      return;
    }
    const value = this.copy(member, depth + 1);
    // A property of its own even when it is called `__proto__`.
    Object.defineProperty(copy, key, { value, enumerable, writable: true, configurable: true });
  }

  /** What a column of JSON would have held of it. */
  #toJson(copy: object, read: () => unknown, depth: number): void {
    const enumerable = Object.hasOwn(copy, "toJSON");
    let value: () => unknown;
    try {
      const json = this.copy(read(), depth + 1);
      value = () => json;
    } catch (error) {
      value = throwing(error);
    }
    Object.defineProperty(copy, "toJSON", { value, enumerable, configurable: true });
  }

  /** Accessors of a class are not called but where a definition names them, which is not known yet: nobody reads them. */
  #inherited(value: object, copy: object): void {
    let from: object | null = Object.getPrototypeOf(value);
    for (; from && from !== Object.prototype && this.#room(); from = Object.getPrototypeOf(from)) {
      for (const key of Object.getOwnPropertyNames(from)) {
        this.#members++;
        const { get, value: constant } = Object.getOwnPropertyDescriptor(from, key) ?? {};
        if (Object.hasOwn(copy, key) || typeof constant === "function") continue;
        if (get) throwAt(copy, key, false, new ReferenceError());
        else this.#define(copy, key, false, () => constant, DEPTH);
      }
    }
  }

  #made<Copy>(value: object, copy: Copy): Copy {
    this.#copies.set(value, copy);
    return copy;
  }

  #room(): boolean {
    this.whole &&= this.#members < MEMBERS && this.bytes <= this.#most;
    if (++this.#asked % ASK_EVERY === 0) this.whole &&= this.#now() < this.#ends;
    return this.whole;
  }
}

function bytesOf(view: ArrayBufferView): ArrayBufferView {
  return view instanceof Uint8Array ? Uint8Array.prototype.slice.call(view) : structuredClone(view);
}

/** A member that throws what it threw, by name: what it held besides is the host's. */
function throwAt(copy: object, key: string, enumerable: boolean, error: unknown): void {
  const get = throwing(error);
  Object.defineProperty(copy, key, { get, enumerable, configurable: true });
}

/** Stands for what threw wherever it was touched. */
function unreadable(error: unknown): object {
  const thrower = throwing(error);
  return new Proxy({}, { ownKeys: thrower, get: thrower, has: thrower });
}

function throwing(error: unknown): () => never {
  const name = memberText(error, "name", typeof error);
  return () => {
    throw Object.assign(new Error("cannot be read"), { name });
  };
}
