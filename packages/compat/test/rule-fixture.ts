// The fixtures of the rules: test/fixtures/<rule>/{previous,current}.json, and what judging them gives.
// A list of previous models is a history; an object with a time zone is a lake's settings.
import { readdirSync, readFileSync } from "node:fs";
import {
  type Change,
  diffEvents,
  type FixedLake,
  type Judgement,
  judgeEvent,
  judgeLake,
  judgeRetired,
  type RuleId,
} from "@tracklake/compat";
import type { EventModel } from "@tracklake/schema";

const folder = new URL("./fixtures/", import.meta.url);

/** The rule that a fixture's folder is named after. */
export function fixtureRules(): string[] {
  return readdirSync(folder).map((name) => name.toUpperCase().replaceAll("-", "_"));
}

/** The path of a file of a rule's fixture. */
export function fixtureFile(rule: string, file: string): URL {
  return new URL(`${rule.toLowerCase().replaceAll("_", "-")}/${file}`, folder);
}

/** Judges a rule's fixture. */
export function judgedFixture(rule: RuleId): readonly Judgement[] {
  const previous: unknown = read(rule, "previous.json");
  const current: unknown = read(rule, "current.json");
  if (isLake(previous) && isLake(current)) return judgeLake(previous, current);
  const history = (Array.isArray(previous) ? previous : [previous]) as EventModel[];
  const published = history.map((model, index) => ({ revision: index + 1, model }));
  const last = history.at(-1);
  if (current === null && last) return judgeRetired(last, published.length).judgements;
  const { major } = current as EventModel;
  const own = published.filter(({ model }) => model.major === major);
  const otherMajors = published.filter(({ model }) => model.major !== major);
  return judgeEvent(own, current as EventModel, { otherMajors }).judgements;
}

/** The change that a fixture shows, as the difference of its last models; absent where it is no difference of two. */
export function changeOf(rule: RuleId): Change | undefined {
  const previous: unknown = read(rule, "previous.json");
  const current: unknown = read(rule, "current.json");
  if (current === null || previous === null || isLake(previous)) return undefined;
  const last = Array.isArray(previous) ? previous.at(-1) : previous;
  return diffEvents(last as EventModel, current as EventModel).find((change) => change.rule === rule);
}

function read(rule: string, file: string): unknown {
  return JSON.parse(readFileSync(fixtureFile(rule, file), "utf8"));
}

function isLake(value: unknown): value is FixedLake {
  return typeof value === "object" && value !== null && "timeZone" in value;
}
