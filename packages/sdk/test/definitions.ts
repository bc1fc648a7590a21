// Hand-written definitions in the form that codegen writes, for the tests of the runtime.
import { type Definitions, ENCODER_ABI, type Encode, normalise, quote, unknownKeys } from "@tracklake/sdk/encoder";

const known = new Set(["plan", "seats", "email"]);

const encodePlan: Encode = (value, state) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { plan, seats, email } = value as Record<string, unknown>;
  if (typeof plan !== "string") return undefined;
  const text = quote(plan);
  if (text === undefined) return undefined;
  if (seats !== undefined && seats !== null && !Number.isSafeInteger(seats)) return undefined;
  const hash = typeof email === "string" ? state.hash(email) : undefined;
  state.unknown += unknownKeys(value, known);
  return `,"plan":${text}${seats === undefined || seats === null ? "" : `,"seats":${seats}`}${hash === undefined ? "" : `,"email":"${hash}"`}`;
};

const encodeUser: Encode = (value, state) => {
  const id = (value as { user_id?: unknown }).user_id;
  state.unknown += unknownKeys(value as object, new Set(["user_id"]));
  return typeof id === "string" ? `,"user_id":${quote(id)}` : undefined;
};

const planShape = {
  struct: { plan: { shape: "plain" }, seats: { shape: "plain" }, email: { shape: "plain", pii: "hash" } },
} as const;
const userShape = { struct: { user_id: { shape: "plain" } } } as const;

const explainers = {
  events: {
    plan_changed: {
      shape: planShape,
      explain: (value: unknown) =>
        typeof (value as { plan?: unknown }).plan === "string" ? [] : [{ path: "/plan", reason: "is required" }],
    },
  },
  contexts: { user: { shape: userShape, explain: () => [{ path: "/user_id", reason: "is required" }] } },
};

/** One event `plan_changed` 1.3 with the context `user`, and `http_request`, which takes anything. */
export const definitions: Definitions = {
  abi: ENCODER_ABI,
  timeZone: "Asia/Tokyo",
  events: {
    plan_changed: { name: "plan_changed", major: 1, revision: 3, contexts: ["user"], encode: encodePlan },
    http_request: {
      name: "http_request",
      major: 1,
      revision: 1,
      contexts: [],
      encode: (value) => `,"request":${JSON.stringify(normalise("plain", value))}`,
    },
  },
  contexts: { user: { name: "user", encode: encodeUser } },
  explainers: async () => explainers,
  explainersNow: () => explainers,
};

/** Whether every event is in exactly one state. */
export function adds(counts: {
  accepted: number;
  adopted: number;
  queued: number;
  spooled: number;
  delivered: number;
  deadLettered: number;
  dropped: number;
  handedOver: number;
}): boolean {
  const { accepted, adopted, queued, spooled, delivered, deadLettered, dropped, handedOver } = counts;
  return (
    accepted + adopted === queued + spooled + delivered + deadLettered + dropped + handedOver &&
    Math.min(queued, spooled, dropped) >= 0
  );
}
