// What code has to do otherwise once a change is deployed: what it tracks, sends and sends no more, from the judgements.
import type { Judgement } from "@tracklake/compat";

/** Something that a call passes: a field by its path, or one value of it. */
export interface Sent {
  /** The event or the context, then the field's path; the event alone where it is tracked no more, or a context goes. */
  readonly path: string;
  /** The enum's value, where it is one value alone. */
  readonly value?: string;
  /** The context that is set, where it is all of one. */
  readonly context?: string;
  /** Whether a call may leave it out. */
  readonly optional?: boolean;
}

/** What code does otherwise. */
export interface CallEdits {
  /** Events, or their next majors, that are tracked from now on. */
  readonly tracks: readonly string[];
  /** What is sent no more. */
  readonly stops: readonly Sent[];
  /** What is sent from now on. */
  readonly sends: readonly Sent[];
}

type Judged = Pick<Judgement, "rule" | "event" | "path" | "was" | "is">;

/**
 * The edits, each once.
 *
 * @param whole - Whether all that may be sent is named, or only what may come instead of a field that goes.
 */
export function callEdits(judgements: readonly Judged[], whole: boolean): CallEdits {
  const replaced = new Set(judgements.flatMap(({ rule, event }) => (removals.has(rule) ? [event] : [])));
  const worthIt = (judged: Judged) =>
    sent(judged).filter(({ optional }) => whole || !optional || replaced.has(judged.event));
  return {
    tracks: [...new Set(judgements.flatMap(({ rule, event }) => (starting.has(rule) ? [event] : [])))],
    stops: once(judgements.flatMap(stopped)),
    sends: once(judgements.flatMap(worthIt)),
  };
}

const removals: ReadonlySet<string> = new Set(["FIELD_REMOVED", "REQUIRED_FIELD_REMOVED"]);
const starting: ReadonlySet<string> = new Set(["EVENT_ADDED", "MAJOR_ADDED"]);

function stopped({ rule, event, path, was = "" }: Judged): Sent[] {
  switch (rule) {
    case "EVENT_RETIRED":
      return [{ path: event }];
    case "CONTEXT_REMOVED":
      return [{ path: event, context: contextName(was) }];
    case "ENUM_VALUE_REMOVED":
      return [{ path, value: was }];
    case "FIELD_REMOVED":
    case "REQUIRED_FIELD_REMOVED":
      return [{ path }];
    case "FIELD_RENAMED":
      return [{ path: `${path.slice(0, path.lastIndexOf(".") + 1)}${was}` }];
    default:
      return [];
  }
}

function sent({ rule, event, path, is = "" }: Judged): Sent[] {
  switch (rule) {
    case "REQUIRED_FIELD_ADDED":
    case "FIELD_BECAME_REQUIRED":
    case "FIELD_RENAMED":
      return [{ path }];
    case "FIELD_ADDED":
    case "FIELD_READDED":
      return [{ path, optional: true }];
    case "CONTEXT_ADDED":
      return [{ path: event, context: contextName(is) }];
    default:
      return [];
  }
}

/** The name in `user (user_id, plan)`. */
function contextName(text: string): string {
  return text.replace(/ \(.*$/s, "");
}

function once(sent: readonly Sent[]): Sent[] {
  return [...new Map(sent.map((one) => [JSON.stringify(one), one])).values()];
}
