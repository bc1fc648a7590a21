// index.js and index.d.ts: the tracker with a method for each event, as plain JavaScript and its types.
import type { EventModel } from "@tracklake/schema";
import type { ClientModel } from "../client-model.js";
import { literal, methodName, objectKey, typeKey, typeName } from "../names.js";
import { isOffered } from "../offered-events.js";
import { docComment, GENERATED, Source } from "../source.js";
import { addMembers, deprecatedTag, inherited } from "./types.js";

/** The source of index.js. */
export function clientSource(client: ClientModel): string {
  const events = offered(client);
  const source = new Source();
  source.add(
    GENERATED,
    'import { createRuntime } from "@tracklake/sdk";',
    'import { definitions } from "./encoders.js";',
    "",
  );
  source.add('export { eventNames } from "./event-names.js";', "");
  source.block("export function createTracker(options) {", () => {
    source.add("const runtime = createRuntime(definitions, options);");
    source.block(
      "return {",
      () => {
        source.add("track: (name, properties) => runtime.track(name, properties),");
        source.add(
          "flush: (options) => runtime.flush(options),",
          "close: (options) => runtime.close(options),",
          "counts: () => runtime.counts(),",
          "metrics: () => runtime.metrics(),",
          "health: () => runtime.health(),",
        );
        source.add("withContext: (contexts, body) => runtime.withContext(contexts, body),");
        source.add("setContext: (contexts) => runtime.setContext(contexts),");
        for (const { model } of events) {
          const argument = model.properties.length === 0 ? ["()", ""] : ["(properties)", ", properties"];
          source.add(
            `${objectKey(methodName(model.name))}: ${argument[0]} => runtime.track(${literal(model.name)}${argument[1]}),`,
          );
        }
      },
      "};",
    );
  });
  return source.toString();
}

/** The source of index.d.ts. */
export function clientTypes(client: ClientModel): string {
  const events = offered(client);
  const { contexts } = client;
  const source = new Source();
  source.add(GENERATED, 'import type { Counts, Health, Metrics, Receipt, TrackerOptions } from "@tracklake/sdk";', "");
  source.add('export { type EventName, eventNames } from "./event-names.js";', "");
  for (const [index, { model }] of events.entries()) {
    if (model.properties.length === 0) continue;
    source.add(...docComment([`The properties of ${model.name}.`]));
    source
      .block(`export interface ${typeName(model.name, index)} {`, () => addMembers(source, model.properties))
      .add("");
  }
  source.add("/** The arguments of each event's method, by the event's name. */");
  source.block("export interface EventArguments {", () => {
    for (const [index, { model }] of events.entries())
      source.add(`${typeKey(model.name)}: [${argumentOf(model, index)}];`);
  });
  source.add("", "/** Contexts by their names; each may be set for what runs within a request or a job. */");
  source.block("export interface Contexts {", () => {
    for (const context of contexts) {
      source.add(...docComment([context.description ?? ""]));
      const end = `} | undefined${inherited(context.name)};`;
      source.block(`${typeKey(context.name)}?: {`, () => addMembers(source, context.fields), end);
    }
  });
  source.add("", "/** Tracks events. Nothing that it does throws in production. */");
  source.block("export interface Tracker {", () => {
    source.add("/** Tracks an event whose name is chosen at run time. */");
    source.add("track<Name extends keyof EventArguments>(name: Name, ...properties: EventArguments[Name]): Receipt;");
    source.add(
      "/** Sends what was tracked, until nothing is left or `deadline` milliseconds have passed; returns the states of all events. */",
      "flush(options?: { readonly deadline?: number }): Promise<Counts>;",
    );
    source.add(
      "/** Sends what is left within `deadline` milliseconds (10,000 unless said), then stops; returns the states of all events. */",
    );
    source.add("close(options?: { readonly deadline?: number }): Promise<Counts>;");
    source.add("/** The states of all events at this moment. */", "counts(): Counts;");
    source.add("/** Everything that is measured at this moment. */", "metrics(): Metrics;");
    source.add("/** Whether it does its work, for a readiness probe. */", "health(): Health;");
    source.add("/** Runs a function whose events carry these contexts. */");
    source.add("withContext<Result>(contexts: Contexts, body: () => Result): Result;");
    source.add(
      "/** Sets contexts for the rest of the current request or job. */",
      "setContext(contexts: Contexts): void;",
    );
    for (const [index, { model, revision }] of events.entries()) {
      source.add(...docComment(eventDoc(model, revision)));
      source.add(`${typeKey(methodName(model.name))}(${argumentOf(model, index)}): Receipt;`);
    }
  });
  source.add("", "/**", " * Makes the tracker of a service; one for each process.", " *", " * @example");
  source.add(
    ' * const tracker = createTracker({ service: "billing", sink: firehoseSink({ stream: "events" }) });',
    " */",
  );
  source.add("export declare function createTracker(options: TrackerOptions): Tracker;");
  return source.toString();
}

/** The sources of event-names.js and event-names.d.ts. */
export function eventNamesSources({ events }: ClientModel): { js: string; types: string } {
  const names = events.map(({ model }) => literal(model.name));
  const list = names.map((name) => `  ${name},\n`).join("");
  return {
    js: `${GENERATED}\n/** The name of every event. */\nexport const eventNames = Object.freeze([\n${list}]);\n`,
    types: `${GENERATED}\n/** The name of every event. */\nexport declare const eventNames: readonly [\n${list}];\n\n/** The name of an event. */\nexport type EventName = (typeof eventNames)[number];\n`,
  };
}

function offered({ events }: ClientModel): ClientModel["events"] {
  return events.filter(({ model }) => isOffered(model));
}

function argumentOf(model: EventModel, index: number): string {
  if (model.properties.length === 0) return "";
  const optional = model.properties.every((field) => !field.required) ? "?" : "";
  return `properties${optional}: ${typeName(model.name, index)}`;
}

function eventDoc(model: EventModel, revision: number): string[] {
  const facts = [
    `\`${model.name}\` ${model.major}.${revision}`,
    ...(model.owner === undefined ? [] : [`owner ${model.owner}`]),
  ];
  const answers = (model.answers ?? []).map((answer) => `- ${answer}`);
  return [
    model.description ?? "",
    "",
    `${facts.join(", ")}.${model.contexts.length === 0 ? "" : ` Contexts: ${model.contexts.map(({ name }) => name).join(", ")}.`}`,
    ...(answers.length === 0 ? [] : ["", "It answers:", ...answers]),
    ...(model.deprecated ? ["", deprecatedTag(model.deprecated)] : []),
  ];
}
