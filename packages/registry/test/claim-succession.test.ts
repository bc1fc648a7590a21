// Claims that were left behind, by publishes that are stopped right after they have claimed and woken at the end: what
// the next publish does with them, and that a late awakening adds nothing.
import { execFileSync } from "node:child_process";
import { link, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkHistory, fileStore, type HistoryEntry, loadRegistry, memoryStore, publish } from "@tracklake/registry";
import { expect, onTestFinished, test } from "vitest";
import { claimFile, claimSuccession } from "../src/claim-succession.js";
import { entryText, sealed } from "../src/history-entry.js";
import { withUnseenFolder } from "../src/unseen-folder.js";
import { event } from "./models.js";

/** A history of one publish, in a folder of its own within another. */
async function history(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "tracklake-claims-"));
  onTestFinished(() => rm(root, { recursive: true }));
  const directory = join(root, "history");
  await publish(fileStore(directory), [event()], { message: "first" });
  return directory;
}

const publishNext = (directory: string, description = "next") =>
  publish(fileStore(directory), [event({ description })], { message: description });

/** Its descriptions in the order of revisions, once its chain is sound and nothing else is in its folder. */
async function published(directory: string): Promise<(string | undefined)[]> {
  expect(await checkHistory(fileStore(directory))).toEqual([]);
  expect((await readdir(directory)).filter((name) => name.startsWith("."))).toEqual([]);
  const registry = await loadRegistry(fileStore(directory));
  return registry.revisions("plan_changed").map(({ model }) => model.description);
}

interface Asleep {
  readonly entry: HistoryEntry;
  readonly place: string;
  /** The claim's folder, and the entry in it. */
  readonly claim: string;
  readonly file: string;
  /** Lets it go on, and says whether it has published. */
  wake(): Promise<boolean>;
}

/** A publish that is stopped once it has claimed: after it has seen that nothing has followed, or before. */
async function asleep(directory: string, message = "asleep", seen = true): Promise<Asleep> {
  const store = fileStore(directory);
  const before = await store.entries();
  const branch = memoryStore();
  for (const entry of before) await branch.append(entry);
  const { entry } = await publish(branch, [event({ description: message })], { message });
  if (!entry) throw new Error("the publish made no entry");
  const file = claimFile();
  let [stopped, goOn, reads] = [() => {}, () => {}, 0];
  const claimed = new Promise<void>((resolve) => {
    stopped = resolve;
  });
  const awake = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const done = withUnseenFolder(directory, async (folder) => {
    await writeFile(join(folder, file), entryText(entry));
    const present = async () => {
      const entries = await store.entries();
      if (++reads !== 2) return entries;
      stopped();
      await awake;
      return seen ? entries : store.entries();
    };
    return claimSuccession({ directory, folder, file, id: entry.id, after: before, present });
  });
  await claimed;
  const [claim = ""] = (await readdir(directory)).filter((name) => name.startsWith(".after-"));
  const wake = () => {
    goOn();
    return done;
  };
  return { entry, place: join(directory, `${entry.id}.json`), claim: join(directory, claim), file, wake };
}

/** Makes a claim as old as one that no living process holds. */
async function age({ claim, file }: Asleep): Promise<void> {
  const then = Date.now() / 1000 - 60;
  await utimes(join(claim, file), then, then);
}

test("a claim of just now is ended by the next publish, and its own process finds it done", async () => {
  const directory = await history();
  const { entry, place, wake } = await asleep(directory);
  await expect(publishNext(directory)).rejects.toMatchObject({ code: "history-moved" });
  expect(await readFile(place, "utf8")).toBe(entryText(entry));
  await publishNext(directory);
  expect(await wake()).toBe(true);
  expect(await published(directory)).toEqual(["D.", "asleep", "next"]);
});

test.each<[string, (asleep: Asleep) => Promise<void>]>([
  ["whose process was killed before it published", async () => {}],
  [
    "whose entry was published, and removed by a checkout",
    async ({ claim, file, place }) => {
      await link(join(claim, file), place);
      await rm(place);
    },
  ],
])("an old claim %s is void: the next publish is taken, and nothing comes back", async (_, happen) => {
  const directory = await history();
  const left = await asleep(directory);
  await happen(left);
  await age(left);
  await publishNext(directory);
  expect(await published(directory)).toEqual(["D.", "next"]);
  expect(await left.wake()).toBe(false);
  expect(await published(directory)).toEqual(["D.", "next"]);
});

test("of many that find an old claim at once, one publishes", async () => {
  const directory = await history();
  for (let round = 0; round < 10; round++) {
    const left = await asleep(directory, `asleep ${round}`);
    await age(left);
    const registry = await loadRegistry(fileStore(directory));
    const attempts = Array.from({ length: 8 }, (_, writer) =>
      publish(fileStore(directory), [event({ description: `${round}` })], { message: `by ${writer}`, registry }),
    );
    const [done, late] = await Promise.all([Promise.allSettled(attempts), left.wake()]);
    const taken = done.filter(({ status }) => status === "fulfilled").length + Number(late);
    expect([taken, (await loadRegistry(fileStore(directory))).latest("plan_changed")?.revision]).toEqual([
      1,
      round + 2,
    ]);
  }
  expect(await published(directory)).toHaveLength(11);
});

test("a claim that sleeps until another entry came is void", async () => {
  const directory = await history();
  const { wake } = await asleep(directory, "asleep", false);
  const other = sealed({ ...(await asEntry("pulled")), id: "2026-01-02-pulled" });
  await fileStore(directory).append(other);
  expect(await wake()).toBe(false);
  expect((await fileStore(directory).entries()).map(({ message }) => message)).toEqual(["pulled", "first"]);
});

/** What one would publish of an event of another name. */
async function asEntry(name: string): Promise<HistoryEntry> {
  const { entry } = await publish(memoryStore(), [event({ name })], { message: name });
  if (!entry) throw new Error("the publish made no entry");
  return entry;
}

const rewritten = (text: (entry: HistoryEntry) => string) => async (asleep: Asleep) =>
  writeFile(join(asleep.claim, asleep.file), text(asleep.entry));

test.each<[string, (asleep: Asleep) => Promise<void>]>([
  ["an empty file", rewritten(() => "")],
  ["what is no JSON", rewritten((entry) => entryText(entry).slice(0, 100))],
  ["what is no entry", rewritten(() => '{"id":"../escaped"}')],
  ["an entry that was changed", rewritten((entry) => entryText(entry).replace('"asleep"', '"changed"'))],
  ["an id that leads elsewhere", rewritten((entry) => entryText(sealed({ ...entry, id: "../escaped" })))],
  ["nothing", ({ claim, file }) => rm(join(claim, file))],
  [
    "a folder",
    async ({ claim, file }) => {
      await rm(join(claim, file));
      await mkdir(join(claim, file, "below"), { recursive: true });
    },
  ],
])("a claim that holds %s is removed by the next publish, which is taken", async (_, change) => {
  const directory = await history();
  const left = await asleep(directory);
  await change(left);
  await publishNext(directory);
  expect(await published(directory)).toEqual(["D.", "next"]);
  expect(await readdir(join(directory, ".."))).toEqual(["history"]);
  expect(await left.wake()).toBe(false);
});

test("a file of a claim's name is in nobody's way", async () => {
  const directory = await history();
  const { claim, wake } = await asleep(directory);
  await rm(claim, { recursive: true });
  await writeFile(claim, "");
  await publishNext(directory);
  expect(await published(directory)).toEqual(["D.", "next"]);
  expect(await wake()).toBe(false);
});

test("what a killed publish leaves behind is nothing to git, whatever the project ignores", async () => {
  const directory = await history();
  const git = (...argv: string[]) => execFileSync("git", argv, { cwd: directory, encoding: "utf8" });
  git("init", "--quiet");
  const { wake } = await asleep(directory);
  await withUnseenFolder(directory, async (folder) => {
    await writeFile(join(folder, "entry"), "half an en");
    expect((await readdir(directory)).filter((name) => /^\.(after|writing)-/.test(name))).toHaveLength(2);
    git("add", "--all");
  });
  expect(git("ls-files")).toMatch(/^\d{4}-\d\d-\d\d-first-[0-9a-f]{8}\.json\n$/);
  expect(await wake()).toBe(true);
});
