// Checks `compatibility` of the configuration: how the project answers breaks, by axis and by rule.

import { axes, type CompatPolicy, responses, ruleIds } from "@tracklake/compat";
import { nearestName } from "@tracklake/schema";

type Fields = Readonly<Record<string, unknown>>;
type Say = (problem: string) => void;

/**
 * Checks the section.
 *
 * @param say - Told of each problem.
 * @returns The policy; empty when there is none.
 */
export function checkCompatibility(value: unknown, say: Say): CompatPolicy {
  if (value === undefined) return {};
  if (!isFields(value)) {
    say(`compatibility is ${shown(value)}; it is an object with axes, tolerated and rules.`);
    return {};
  }
  known(value, "compatibility", ["axes", "tolerated", "rules"], "key", say);
  answers(value.axes, "compatibility.axes", axes, "axis", say);
  if (value.tolerated !== undefined) answer(value.tolerated, "compatibility.tolerated", say);
  const { rules } = value;
  if (rules !== undefined && !isFields(rules)) {
    say(`compatibility.rules is ${shown(rules)}; it is an object such as { FIELD_REMOVED: "note" }.`);
  } else if (rules !== undefined) {
    known(rules, "compatibility.rules", ruleIds, "rule", say);
    for (const [rule, said] of Object.entries(rules)) {
      const at = `compatibility.rules.${rule}`;
      if (isFields(said)) answers(said, at, axes, "axis", say);
      else answer(said, at, say);
    }
  }
  return value as CompatPolicy;
}

function answers(value: unknown, at: string, keys: readonly string[], noun: string, say: Say): void {
  if (value === undefined) return;
  if (!isFields(value)) {
    say(`${at} is ${shown(value)}; it is an object such as { ${keys[0]}: "warn" }.`);
    return;
  }
  known(value, at, keys, noun, say);
  for (const [key, said] of Object.entries(value)) answer(said, `${at}.${key}`, say);
}

function answer(value: unknown, at: string, say: Say): void {
  if ((responses as readonly unknown[]).includes(value)) return;
  say(`${at} is ${shown(value)}; it is ${responses.map((response) => `"${response}"`).join(", ")}.`);
}

function known(fields: Fields, at: string, keys: readonly string[], noun: string, say: Say): void {
  for (const key of Object.keys(fields)) {
    if (keys.includes(key)) continue;
    const meant = nearestName(key, keys);
    const list = keys.length > 5 ? "docs/compatibility.md lists them" : `they are ${keys.join(", ")}`;
    say(`${at}.${key} names no ${noun}; ${meant === undefined ? `${list}.` : `did you mean ${meant}?`}`);
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  const json = typeof value === "function" ? "a function" : (JSON.stringify(value) ?? String(value));
  return json.length > 60 ? `${json.slice(0, 59)}…` : json;
}
