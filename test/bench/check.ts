// `tracklake check` over 1,000 events of 10 versions each: as published, with one draft, and with a draft of each that breaks.
// Run with `npm run build && npm run bench -- check`.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { definitionFile, nameOf, source, writeBigProject } from "./big-project.js";
import { head, row, timed } from "./command.js";

const size = { events: 1000, versions: 10, together: 10 };
const root = await mkdtemp(join(tmpdir(), "tracklake-bench-check-"));
try {
  await writeBigProject(root, size);
  head(
    `check: ${size.events} events of ${size.versions} versions, in ${(size.events * size.versions) / size.together} history files`,
  );
  row("nothing differs", await timed(root, ["check"]));
  await writeFile(definitionFile(root, 0), source(nameOf(0), size.versions + 1));
  row("one event has a new property", await timed(root, ["check"]));
  for (let index = 0; index < size.events; index++) {
    const text = source(nameOf(index), size.versions + 1).replace("minimum: 0", "minimum: 1");
    await writeFile(definitionFile(root, index), text);
  }
  row("every event has a new property and a tighter bound", await timed(root, ["check", "--json"], 1));
} finally {
  await rm(root, { recursive: true });
}
