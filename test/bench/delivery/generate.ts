// The client that codegen writes for the benchmarks' event.
import { join } from "node:path";
import { generateClient, writeGenerated } from "@tracklake/codegen";
import { registryOf, withDrafts } from "@tracklake/registry";
import { toEventModel } from "@tracklake/schema";
import { medium } from "../events.js";

/** Writes it into a folder. @returns its entry. */
export async function generate(folder: string): Promise<string> {
  const registry = withDrafts(registryOf([]), [toEventModel(medium).model]);
  await writeGenerated(folder, generateClient(registry, { timeZone: "Asia/Tokyo" }));
  return join(folder, "index.js");
}
