// What lint takes for all of a large project's events together: the rules that compare them must not compare each with each.
// Names are made of syllables, so that there are as many distinct words as a large company has, and some of them alike.
import {
  canonicalJson,
  type EventModel,
  type FieldModel,
  lintEvents,
  lintRules,
  type TypeModel,
} from "@tracklake/schema";
import { median, printTable } from "./paired.js";

const SIZES = (process.env.TRACKLAKE_EVENTS ?? "250,500,1000,2000").split(",").map(Number);
const PROPERTIES = 20;
const ROUNDS = 5;

/** A generator of whole numbers below a bound, the same in every run (mulberry32). */
function dice(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

const syllables = "ka mi to ren so vi da lor ne pa tis gu che ran bel or fin sa mu ter".split(" ");
const endings = "id name count status amount ms at code type total price flag label source".split(" ");
const kinds: TypeModel[] = [
  { kind: "string" },
  { kind: "integer" },
  { kind: "boolean" },
  { kind: "timestamp" },
  { kind: "decimal", precision: 12, scale: 2 },
  { kind: "enum", values: ["open", "in_progress", "closed"] },
];

function events(count: number): EventModel[] {
  const roll = dice(7);
  const pick = <Item>(items: readonly Item[]): Item => items[roll(items.length)] as Item;
  const word = () => Array.from({ length: 2 + roll(3) }, () => pick(syllables)).join("");
  const words = Array.from({ length: count * 3 }, word);
  const field = (): FieldModel => ({
    name: `${pick(words)}_${pick(endings)}`,
    type: pick(kinds),
    required: roll(2) === 0,
    description: "What it says, and when it is missing.",
  });
  const fields = (most: number) => [
    ...new Map(Array.from({ length: most }, field).map((made) => [made.name, made])).values(),
  ];
  const user = { name: "user", description: "The user who was signed in.", fields: fields(6) };
  const names = new Set<string>();
  while (names.size < count) names.add(`${pick(words)}_${pick(words)}_changed`);
  return [...names].map((name) => ({
    name,
    major: 1,
    description: "Something changed.",
    owner: "growth",
    answers: ["How often?"],
    contexts: [user],
    properties: [
      ...fields(PROPERTIES - 2),
      { name: "lines", type: { kind: "array", items: { kind: "struct", fields: fields(4) } }, required: true },
      { name: "place", type: { kind: "struct", fields: fields(4) }, required: false, description: "Where it was." },
    ],
  }));
}

/** Fresh objects, as a command loads them: what lint keeps of a model is not there yet. */
function loaded(text: string): EventModel[] {
  return JSON.parse(text) as EventModel[];
}

process.stdout.write(`Node ${process.versions.node}, ${lintRules.length} rules\n\n`);
const rows = SIZES.map((count) => {
  const text = canonicalJson(events(count));
  const times: { fresh: number; published: number; findings: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const time = (options: { published?: EventModel[] }) => {
      const subjects = loaded(text).map((model) => ({ model }));
      const start = process.cpuUsage();
      const { length } = lintEvents(subjects, { phase: "publish", today: "2026-01-01", ...options });
      const { user, system } = process.cpuUsage(start);
      return { milliseconds: (user + system) / 1000, length };
    };
    const fresh = time({});
    times.push({
      fresh: fresh.milliseconds,
      published: time({ published: loaded(text) }).milliseconds,
      findings: fresh.length,
    });
  }
  const milliseconds = (of: "fresh" | "published") => `${median(times.map((time) => time[of])).toFixed(0)} ms`;
  return [count.toLocaleString("en"), milliseconds("fresh"), milliseconds("published"), String(times[0]?.findings)];
});
printTable(["events", "all new", "all published", "findings when new"], rows);
