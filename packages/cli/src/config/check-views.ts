// Checks the section `views` of a configuration, so that every message names the key and what it should be.
import { nearestName } from "@tracklake/schema";
import type { Config } from "./config.js";

/** The section with its defaults filled in. */
export interface CheckedViews {
  readonly engine?: NonNullable<NonNullable<Config["views"]>["engine"]>;
  /** Globs; none publishes nothing. */
  readonly queries: readonly string[];
  readonly personal: "shown" | "left-out";
}

const defaults: CheckedViews = { queries: ["queries/*.sql"], personal: "shown" };
const engines = ["athena", "trino", "glue"] as const;
const personals = ["shown", "left-out"] as const;

/** Checks it. @param say - Takes each problem. */
export function checkViews(value: unknown, say: (problem: string) => void): CheckedViews {
  if (value === undefined) return defaults;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    say(`views is ${JSON.stringify(value)}; it is an object with engine, queries, personal.`);
    return defaults;
  }
  const { engine, queries, personal, ...others } = value as Record<string, unknown>;
  for (const key of Object.keys(others)) {
    const meant = nearestName(key, ["engine", "queries", "personal"]);
    const next = meant === undefined ? "the keys are engine, queries, personal." : `did you mean views.${meant}?`;
    say(`views.${key} is not a key of the configuration; ${next}`);
  }
  const known = oneOf(engines, engine, "engine", say);
  return {
    ...(known === undefined ? {} : { engine: known }),
    queries: globs(queries, say),
    personal: oneOf(personals, personal, "personal", say) ?? defaults.personal,
  };
}

function oneOf<T extends string>(
  all: readonly T[],
  value: unknown,
  key: string,
  say: (problem: string) => void,
): T | undefined {
  if (value === undefined) return undefined;
  const found = all.find((one) => one === value);
  if (found === undefined)
    say(`views.${key} is ${JSON.stringify(value)}; it is ${all.map((one) => `"${one}"`).join(" or ")}.`);
  return found;
}

function globs(value: unknown, say: (problem: string) => void): readonly string[] {
  if (value === undefined) return defaults.queries;
  if (value === false) return [];
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  const fits = (one: unknown): one is string => typeof one === "string" && one.trim() !== "" && !/^\/|^\.\./.test(one);
  if (all.length > 0 && all.every(fits)) return all;
  say(`views.queries is ${JSON.stringify(value)}; it is a glob below the configuration, or several, or false.`);
  return defaults.queries;
}
