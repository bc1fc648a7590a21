import { generateClient, writeGenerated } from "@tracklake/codegen";
import { registryOf, withDrafts } from "@tracklake/registry";
import { builtInEvents } from "@tracklake/schema";

const events = withDrafts(registryOf([]), builtInEvents);
await writeGenerated("gen", generateClient(events, { timeZone: "Asia/Tokyo" }));
