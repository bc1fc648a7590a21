// Real processes under load, killed with SIGKILL and paused with SIGSTOP at random instants: nothing that was awaited is
// lost, nothing appears that was never written. TRACKLAKE_KILLS=1000 TRACKLAKE_PAUSES=200 for the long run.
import { rm } from "node:fs/promises";
import { afterEach, expect, test } from "vitest";
import { randomFrom } from "./crash-model.js";
import { kill, Load, type Sums, sleep } from "./load.js";

const kills = Number(process.env.TRACKLAKE_KILLS ?? 50);
const pauses = Number(process.env.TRACKLAKE_PAUSES ?? 5);
const seed = Number(process.env.TRACKLAKE_SEED ?? Math.floor(Math.random() * 2 ** 31));
const staleAfter = 300;

let load: Load | undefined;
afterEach(async () => {
  if (load) await rm(load.root, { recursive: true, force: true });
});

function report(what: string, sums: Sums): void {
  const { processes, awaited, lost, duplicates, adoptions, handedOver, recovered } = sums;
  console.log(
    `${what} (seed ${seed}): ${processes} processes, ${awaited} lines awaited, ${lost.length} lost, ` +
      `${duplicates} delivered twice, ${recovered} recovered by the last, ${adoptions} folders adopted, ` +
      `${handedOver} lines handed over`,
  );
}

const nothingWrong = { lost: [], invented: [], takenTwice: [], errors: [], quarantined: 0 };

test.each([
  ["process", kills],
  ["disk", Math.ceil(kills / 10)],
])("kill -9 under load, durability %s", { timeout: 60_000 + kills * 2_000 }, async (durability, times) => {
  const random = randomFrom(seed);
  load = await Load.prepare(staleAfter, durability);
  for (let killed = 0; killed < times; killed++) {
    const child = await load.start();
    await sleep(random() * 120);
    await kill(child);
  }
  const sums = await load.sums();
  report(`${times} kills, durability ${durability}`, sums);
  expect(sums).toMatchObject(nothingWrong);
  expect(sums.awaited).toBeGreaterThan(times);
});

test("eight processes on one directory, killed at random", { timeout: 60_000 + kills * 2_000 }, async () => {
  const random = randomFrom(seed);
  load = await Load.prepare(staleAfter);
  const running = await Promise.all(Array.from({ length: 8 }, () => (load as Load).start()));
  const times = Math.ceil(kills / 2);
  for (let killed = 0; killed < times; killed++) {
    await sleep(random() * 100);
    const at = Math.floor(random() * running.length);
    const [child] = running.splice(at, 1);
    if (child) await kill(child);
    running.push(await load.start());
  }
  await sleep(staleAfter * 2);
  for (const child of running) await kill(child);
  const sums = await load.sums();
  report(`${times} kills among eight`, sums);
  expect(sums).toMatchObject(nothingWrong);
  expect(sums.adoptions).toBeGreaterThan(0);
});

test("paused beyond the heartbeat, adopted, woken", { timeout: 60_000 + pauses * 10_000 }, async () => {
  const random = randomFrom(seed);
  load = await Load.prepare(staleAfter);
  let adopted = 0;
  let sleeper = await load.start();
  let other = await load.start();
  for (let paused = 0; paused < pauses; paused++) {
    await sleep(50 + random() * 100);
    sleeper.kill("SIGSTOP");
    const before = new Set(load.folders());
    // Only when the other has taken the folder is the pause of any interest.
    for (let waited = 0; waited < 200 && [...before].every((name) => load?.folders().includes(name)); waited++) {
      await sleep(20);
    }
    if (![...before].every((name) => load?.folders().includes(name))) adopted++;
    await sleep(random() * 30);
    sleeper.kill("SIGCONT");
    await sleep(random() * 60);
    [sleeper, other] = [other, sleeper];
    // Now and then one of them dies just after, be it the one that was woken or the one that had adopted.
    if (random() < 0.3) {
      await kill(sleeper);
      sleeper = await load.start();
    }
    if (random() < 0.5) [sleeper, other] = [other, sleeper];
  }
  await sleep(staleAfter);
  await kill(sleeper);
  await kill(other);
  const sums = await load.sums();
  report(`${pauses} pauses, ${adopted} of them adopted`, sums);
  expect(sums).toMatchObject(nothingWrong);
  expect(sums.handedOver).toBeGreaterThan(0);
});
