// Values filled up to the byte: what makes a line, or a personal value under way in it, end just at its limit.
import type { TypeModel } from "@tracklake/schema";
import type { Fill } from "./arbitrary-value.js";

/**
 * A value of the filler's type with which `measure` gives `target`.
 *
 * @param measure - Bytes for a value of the filler, growing by as much for each of its units.
 * @returns `undefined` when something else is larger than the filler, or less is too much already.
 */
export function filled(type: TypeModel, { unit }: Fill, target: number, measure: (value: unknown) => number): unknown {
  const [some, next] = [SOME, SOME + 1].map((units) => measure(fillerOf(type, unit, units, 0))) as [number, number];
  if (target < some || some === next) return undefined;
  const more = Math.floor((target - some) / (next - some));
  const rest = target - some - more * (next - some);
  return fillerOf(type, unit, SOME + more, rest);
}

/** So many units that the filler is larger than whatever else there is. */
const SOME = 500;
/** How often the unit stands in one item of an array or entry of a map. */
const OFTEN = 50;

/** `units` times the unit, then `rest` bytes. */
function fillerOf(type: TypeModel, unit: string, units: number, rest: number): unknown {
  const end = "x".repeat(rest);
  if (type.kind === "array") return [end, ...Array.from({ length: units }, () => unit.repeat(OFTEN))];
  if (type.kind !== "map") return unit.repeat(units) + end;
  const keys = Array.from({ length: units }, (_, index) => [`k${String(index).padStart(7, "0")}`, unit.repeat(OFTEN)]);
  return Object.fromEntries([["k", end], ...keys]);
}
