// A project with many events and a long history, written into a folder: what the benchmarks of check and review read.
// Each publish brings a few events, as in life: 1,000 events of 10 versions are 1,000 history files.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileStore, loadRegistry, memoryStore, publish } from "@tracklake/registry";
import { builtInEvents, defineContext, defineEvent, type EventModel, Type, toEventModel } from "@tracklake/schema";

/** How big the project is. */
export interface BigProject {
  readonly events: number;
  readonly versions: number;
  /** Events of one publish. */
  readonly together: number;
}

const user = defineContext({
  name: "user",
  properties: Type.Object({
    user_id: Type.String({ maxLength: 40, description: "Who did it." }),
    locale: Type.Optional(Type.String({ maxLength: 20, description: "The language that was shown." })),
  }),
});

/** An event of some version, as a model. */
function model(name: string, version: number): EventModel {
  const added = Object.fromEntries(
    Array.from({ length: version }, (_, index) => [
      `detail_${index + 1}`,
      Type.Optional(Type.String({ maxLength: 40, description: `What it said in part ${index + 1}.` })),
    ]),
  );
  return toEventModel(
    defineEvent({
      name,
      description: `Something happened: ${name}.`,
      owner: "growth",
      answers: ["How often does it happen?"],
      contexts: [user],
      properties: Type.Object({
        amount: Type.Integer({ minimum: 0, unit: "JPY", description: "How much." }),
        kind: Type.Union([Type.Literal("small"), Type.Literal("large")], { description: "Which kind." }),
        items: Type.Array(
          Type.Object({
            sku: Type.String({ maxLength: 40, description: "The product." }),
            quantity: Type.Integer({ description: "How many." }),
          }),
          { maxItems: 100, description: "What it is about." },
        ),
        ...added,
      }),
    }),
  ).model;
}

/** The definition of an event of some version, as an author writes it. */
export function source(name: string, version: number): string {
  const added = Array.from(
    { length: version },
    (_, index) =>
      `    detail_${index + 1}: Type.Optional(Type.String({ maxLength: 40, description: "What it said in part ${index + 1}." })),\n`,
  ).join("");
  return `// Something happened.
import { defineEvent, Type } from "@tracklake/schema";
import { user } from "./contexts/user.js";

export default defineEvent({
  name: "${name}",
  description: "Something happened: ${name}.",
  answers: ["How often does it happen?"],
  contexts: [user],
  properties: Type.Object({
    amount: Type.Integer({ minimum: 0, unit: "JPY", description: "How much." }),
    kind: Type.Union([Type.Literal("small"), Type.Literal("large")], { description: "Which kind." }),
    items: Type.Array(
      Type.Object({
        sku: Type.String({ maxLength: 40, description: "The product." }),
        quantity: Type.Integer({ description: "How many." }),
      }),
      { maxItems: 100, description: "What it is about." },
    ),
${added}  }),
});
`;
}

/** The name of the event of a number. */
export function nameOf(index: number): string {
  return `thing_${String(index + 1).padStart(4, "0")}_happened`;
}

/** The file of the definition of the event of a number. */
export function definitionFile(root: string, index: number): string {
  return join(root, `schemas/${nameOf(index).replaceAll("_", "-")}.ts`);
}

/** Writes the project: configuration, definitions of the last version, history. */
export async function writeBigProject(root: string, { events, versions, together }: BigProject): Promise<void> {
  const names = Array.from({ length: events }, (_, index) => nameOf(index));
  await mkdir(join(root, "schemas/contexts"), { recursive: true });
  await writeFile(
    join(root, "tracklake.config.ts"),
    `import { defineConfig } from "tracklake";\nexport default defineConfig({ owner: "growth", lake: { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" } });\n`,
  );
  await writeFile(
    join(root, "schemas/contexts/user.ts"),
    `import { defineContext, Type } from "@tracklake/schema";
export const user = defineContext({
  name: "user",
  properties: Type.Object({
    user_id: Type.String({ maxLength: 40, description: "Who did it." }),
    locale: Type.Optional(Type.String({ maxLength: 20, description: "The language that was shown." })),
  }),
});
`,
  );
  for (const [index, name] of names.entries()) await writeFile(definitionFile(root, index), source(name, versions));
  await writeHistory(join(root, "schemas/history"), names, versions, together);
}

/** Each publish sees the events that it is about alone, which is what their chains need, and all of them are quick to write. */
async function writeHistory(
  folder: string,
  names: readonly string[],
  versions: number,
  together: number,
): Promise<void> {
  const files = fileStore(folder);
  let count = 0;
  const day = () => new Date(Date.UTC(2020, 0, 1 + count++));
  await publish(files, builtInEvents, { now: day(), slug: "built-in" });
  for (let from = 0; from < names.length; from += together) {
    const some = names.slice(from, from + together);
    const own = memoryStore();
    for (let version = 1; version <= versions; version++) {
      const models = some.map((name) => model(name, version));
      const { entry } = await publish(own, models, { now: day(), slug: `publish-${count}` });
      if (entry) await files.append(entry);
    }
  }
  const { entries } = await loadRegistry(files);
  if (entries.length !== count) throw new Error(`${entries.length} history files, not ${count}`);
}
