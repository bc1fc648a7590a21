// The calls in code that the client of a change may refuse: those that pass what goes, or lack what comes.
// A call that the change has already adapted is none: its arguments are looked at.
import type { Judgement } from "@tracklake/compat";
import type { CallAtRisk } from "../review.js";
import type { CodePlace, DeprecatedField, EventCall, TrackedEvent } from "./event-call.js";
import { type CallSearch, findCalls } from "./find-calls.js";

type Judged = Pick<Judgement, "rule" | "event" | "path" | "was" | "verdicts">;

/** What a change asks of calls of its event. */
interface Demand {
  readonly judgement: Judged;
  /** The path within the properties; empty for the whole call. */
  readonly field: string;
  /** Whether calls with the field are refused, or those without. */
  readonly refuses: "with" | "without" | "all";
}

/**
 * The calls that the new client may refuse, in the order of files and lines.
 *
 * @param method - The client's method for an event.
 * @param judgements - What the rules say of the change; what breaks no callers is left out.
 */
export function callsAtRisk(
  search: Pick<CallSearch, "compiler" | "programs" | "root">,
  judgements: readonly Judged[],
  method: (event: string) => string,
): CallAtRisk[] {
  const demands = judgements.flatMap(demandOf);
  const events = [...new Set(demands.map(({ judgement }) => judgement.event))].map(
    (name): TrackedEvent => ({ name, method: method(name), deprecatedFields: fieldsOf(name, demands) }),
  );
  if (events.length === 0) return [];
  const { calls } = findCalls({ ...search, events });
  return calls.flatMap((call) =>
    demands
      .filter(({ judgement }) => judgement.event === call.event)
      .flatMap((demand) => {
        const place = placeOf(call, demand);
        return place === undefined ? [] : [atRisk(demand.judgement, place)];
      }),
  );
}

function atRisk({ event, path, rule }: Judged, { file, line, column }: CodePlace): CallAtRisk {
  return { file, line, column, event, path, rule };
}

function demandOf(judgement: Judged): Demand[] {
  const { rule, event, path, was = "", verdicts } = judgement;
  if (verdicts.CALLER !== "break") return [];
  if (rule === "EVENT_RETIRED") return [{ judgement, field: "", refuses: "all" }];
  // What a context holds is set elsewhere, for many calls at once.
  if (!path.startsWith(`${event}.`)) return [];
  const field = path.slice(event.length + 1);
  if (rule === "FIELD_RENAMED") return [{ judgement, field: sibling(field, was), refuses: "with" }];
  const refuses = rule === "REQUIRED_FIELD_ADDED" || rule === "FIELD_BECAME_REQUIRED" ? "without" : "with";
  return [{ judgement, field, refuses }];
}

/** The fields whose passing is asked for, and what they lie in. */
function fieldsOf(event: string, demands: readonly Demand[]): DeprecatedField[] {
  const paths = demands
    .filter(({ judgement, field }) => judgement.event === event && field !== "")
    .flatMap(({ field }) => [field, parentOf(field)]);
  return [...new Set(paths)].filter((path) => path !== "").map((path) => ({ path, reason: "" }));
}

/** Where a call is at odds with a demand. */
function placeOf(call: EventCall, { field, refuses }: Demand): CodePlace | undefined {
  if (refuses === "all") return call;
  const passed = (path: string) => call.fields.find((one) => one.path === path);
  if (refuses === "with") return passed(field);
  // A method that is handed on passes nothing here; a field of what is not passed is not missed.
  if (call.kind === "reference" || call.kind === "wrapper" || passed(field)) return undefined;
  const parent = parentOf(field);
  return parent === "" ? call : passed(parent);
}

/** What a nested field lies in: `items` for `items[].price`. */
function parentOf(field: string): string {
  return field.slice(0, Math.max(0, field.lastIndexOf("."))).replace(/[[\]{}]+$/, "");
}

function sibling(path: string, name: string): string {
  return path.replace(/[^.]*$/, name);
}
