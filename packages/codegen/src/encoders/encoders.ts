// encoders.js: one function for each event and context, and the definitions that the runtime takes.
import { ENCODER_ABI } from "@tracklake/envelope";
import type { RegisteredEvent } from "@tracklake/registry";
import { hashesPersonal } from "@tracklake/schema";
import type { ClientModel } from "../client-model.js";
import { literal, objectKey } from "../names.js";
import { GENERATED, Source } from "../source.js";
import { Constants } from "./constants.js";
import { EncoderBody } from "./encoder-body.js";

/** The source of encoders.js. */
export function encodersSource({ events, contexts, timeZone }: ClientModel): string {
  const constants = new Constants();
  const functions = new Source();
  const body = new EncoderBody(functions, constants);
  if (events.length + contexts.length > 0) constants.use("asText");
  for (const [index, context] of contexts.entries()) {
    body.function(
      functionName("context", context.name, index),
      `The context ${comment(context.name)}.`,
      context.fields,
    );
  }
  for (const [index, { model, revision }] of events.entries()) {
    const name = functionName("encode", model.name, index);
    body.function(name, `${comment(model.name)} ${model.major}.${revision}`, model.properties);
  }

  const source = new Source();
  source.add(GENERATED, 'import { createRequire } from "node:module";');
  if (constants.helpers.length > 0)
    source.add(`import { ${constants.helpers.join(", ")} } from "@tracklake/sdk/encoder";`);
  source.add("", ...constants.declarations, functions.toString().trimEnd(), "");
  source.block(
    "export const definitions = {",
    () => {
      source.add(`abi: ${ENCODER_ABI},`, `timeZone: ${literal(timeZone)},`);
      source.block(
        "events: {",
        () => {
          source.add("__proto__: null,");
          for (const [index, event] of events.entries())
            source.add(`${objectKey(event.model.name)}: ${definition(event, index)},`);
        },
        "},",
      );
      source.block(
        "contexts: {",
        () => {
          source.add("__proto__: null,");
          for (const [index, { name }] of contexts.entries()) {
            source.add(
              `${objectKey(name)}: { name: ${literal(name)}, encode: asText(${functionName("context", name, index)}) },`,
            );
          }
        },
        "},",
      );
      source.add('explainers: async () => (await import("./explainers.cjs")).default,');
      source.add('explainersNow: () => createRequire(import.meta.url)("./explainers.cjs"),');
    },
    "};",
  );
  return source.toString();
}

/** The declarations of encoders.js. */
export const encodersTypes = `${GENERATED}
import type { Definitions } from "@tracklake/sdk";

/** What createRuntime of @tracklake/sdk takes. */
export declare const definitions: Definitions;
`;

function definition({ model, revision }: RegisteredEvent, index: number): string {
  const contexts = model.contexts.map((context) => literal(context.name)).join(", ");
  const encode = functionName("encode", model.name, index);
  const hashes = hashesPersonal(model) ? " hashes: true," : "";
  return `{ name: ${literal(model.name)}, major: ${model.major}, revision: ${revision}, contexts: [${contexts}],${hashes} encode: asText(${encode}), encodeBytes: ${encode} }`;
}

function functionName(kind: string, name: string, index: number): string {
  return /^[a-z0-9_]+$/.test(name) ? `${kind}_${name}` : `${kind}${index}`;
}

function comment(name: string): string {
  return literal(name).slice(1, -1).replaceAll("*/", "*\\/");
}
