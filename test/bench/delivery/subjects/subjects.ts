// Every subject by the name that the tables give it; each is loaded only where it is measured.
import type { MakeSubject } from "../subject.js";

/** The subjects. */
export const subjects = {
  Tracklake: async () => (await import("./tracklake.js")).tracklake({}),
  "Tracklake, memory": async () => (await import("./tracklake.js")).tracklake({ durability: "memory" }),
  "Tracklake, one event a record": async () => (await import("./tracklake.js")).tracklake({}, false),
  "AWS SDK, batches of 500": async () => (await import("./aws.js")).awsBatches,
  "AWS SDK, one PutRecord an event, 50 at a time": async () => (await import("./aws.js")).awsSingle,
  "AWS SDK, one PutRecord an event, awaited": async () => (await import("./aws.js")).awsAwaited,
  "@segment/analytics-node": async () => (await import("./segment.js")).segment,
  "posthog-node": async () => (await import("./posthog.js")).posthog,
  "@snowplow/node-tracker": async () => (await import("./snowplow.js")).snowplow,
  "@rudderstack/rudder-sdk-node": async () => (await import("./rudderstack.js")).rudderstack,
  "OpenTelemetry logs, OTLP JSON": async () => (await import("./otlp.js")).otlp,
} satisfies Record<string, () => Promise<MakeSubject>>;

/** A subject's name. */
export type SubjectName = keyof typeof subjects;

/** All names, in the order of the tables. */
export const subjectNames = Object.keys(subjects) as SubjectName[];
