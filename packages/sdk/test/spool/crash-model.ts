// Plays a history of two processes that share a directory on a simulated disk, with every fault there is, and then
// recovers with a third. What was promised must have been delivered; nothing may appear that was never written.
import { Spool, SpoolFailure, type StoredBlock } from "../../src/spool/spool.js";
import { blockOf, linesOf, Told } from "./lines.js";
import { framesIn } from "./segment-bytes.js";
import { SimulatedDisk } from "./simulated-disk.js";
import { Driver, SimulatedProcess } from "./simulated-process.js";

/** One thing that happens. */
export type Action =
  | { readonly kind: "append"; readonly who: number; readonly sizes: readonly number[]; readonly park: boolean }
  | { readonly kind: "appendNow"; readonly who: number; readonly sizes: readonly number[] }
  | { readonly kind: "read"; readonly who: number; readonly maxBytes: number }
  | { readonly kind: "deliver"; readonly who: number; readonly lines: number }
  | { readonly kind: "kill" | "pause" | "wake" | "open" | "close" | "adopt"; readonly who: number }
  | { readonly kind: "errors"; readonly who: number; readonly after: number; readonly count: number }
  | { readonly kind: "short" | "unsynced"; readonly who: number; readonly count: number }
  | { readonly kind: "steps"; readonly limit: number }
  | { readonly kind: "advance"; readonly milliseconds: number }
  | { readonly kind: "full"; readonly room: number | undefined }
  | { readonly kind: "flip"; readonly where: number; readonly bit: number }
  | { readonly kind: "power" }
  /** A write, interrupted after some steps by a kill, or by a pause beyond the heartbeat in which others adopt. */
  | {
      readonly kind: "interrupt";
      readonly who: number;
      readonly sizes: readonly number[];
      readonly steps: number;
      readonly by: "kill" | "pause";
    };

/** How the two processes are set up. */
export interface Setup {
  readonly durability: "process" | "disk";
  readonly whenFull: "refuse-new" | "drop-oldest";
  readonly capacity: number;
  readonly segmentBytes: number;
  readonly seed: number;
}

/** What came of a history. */
export interface Outcome {
  readonly promised: number;
  readonly lost: readonly string[];
  readonly invented: readonly string[];
  readonly excusedAndLost: number;
  readonly quarantinedFrames: number;
  /** Sums that the spool told and that are not so. */
  readonly wrongCounts: readonly string[];
  readonly leftOver: readonly string[];
  /** Whether recovery came to an end. */
  readonly ended: boolean;
}

const directory = "/data/spool";
const staleAfter = 15_000;

/** A small generator of numbers that can be repeated (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Held = { readonly segment: StoredBlock["segment"]; readonly ordinal: number; readonly line: string };

/** A process with a spool, and what its memory holds. */
class Client extends Told {
  readonly process: SimulatedProcess;
  spool: Spool | undefined;
  held: Held[] = [];
  busy = false;
  readLines = 0;
  storedLines = 0;
  acknowledgedLines = 0;
  /** Lines that were written as if the process ended are in nobody's memory. */
  looseLines = 0;
  readonly #world: World;

  constructor(world: World) {
    super();
    this.#world = world;
    this.process = new SimulatedProcess(world.disk, world.driver);
  }

  override handedOver(segment: Held["segment"], lines: number): void {
    super.handedOver(segment, lines);
    this.held = this.held.filter((held) => held.segment !== segment);
    if (!segment.lost) this.#world.wrongCounts.push("handed over, and not lost");
  }
  override droppedAfterAck(segment: Held["segment"], lines: number): void {
    super.droppedAfterAck(segment, lines);
    // Its file is still there, unless another has just taken it over: whatever was in it is given up.
    const { path } = segment as unknown as { path: string };
    for (const [name, file] of this.#world.disk.files()) {
      if (name !== path) continue;
      for (const frame of framesIn(file.intact)) for (const line of frame.lines) this.#world.excused.add(line);
    }
    this.held = this.held.filter((held) => held.segment !== segment);
  }
  override quarantined(frames: number, bytes: number, lines: number): void {
    super.quarantined(frames, bytes, lines);
    this.#world.quarantinedFrames += frames;
  }

  /** Every line that was stored or adopted is in exactly one place. */
  checkSum(): void {
    if (!this.spool || this.looseLines > 0 || this.process.state !== "running") return;
    const { storedLines, adoptedLines, acknowledgedLines, handedOverLines, droppedLines, quarantinedLines } = this;
    const { parkedLines } = this.spool;
    const ends = acknowledgedLines + handedOverLines + droppedLines + quarantinedLines + parkedLines + this.held.length;
    if (storedLines + adoptedLines === ends) return;
    const parts = { storedLines, adoptedLines, acknowledgedLines, handedOverLines, droppedLines, quarantinedLines };
    this.#world.wrongCounts.push(JSON.stringify({ ...parts, parkedLines, held: this.held.length }));
  }

  /** Starts something that takes steps; nothing else is started meanwhile. */
  start(work: (spool: Spool) => Promise<void>): void {
    if (this.busy || !this.spool || this.process.state !== "running") return;
    this.busy = true;
    void work(this.spool).finally(() => {
      this.busy = false;
    });
  }
}

/** The disk, the processes, and what was promised. */
class World {
  readonly disk = new SimulatedDisk();
  readonly driver: Driver;
  readonly attempted = new Set<string>();
  readonly promised = new Set<string>();
  readonly delivered = new Set<string>();
  readonly excused = new Set<string>();
  readonly invented: string[] = [];
  readonly wrongCounts: string[] = [];
  quarantinedFrames = 0;
  clients: Client[] = [];
  readonly #setup: Setup;
  #lines = 0;

  constructor(setup: Setup) {
    this.#setup = setup;
    this.driver = new Driver(randomFrom(setup.seed));
  }

  async open(client: Client, setup: Partial<Setup> = {}): Promise<void> {
    const { durability, whenFull, capacity, segmentBytes } = { ...this.#setup, ...setup };
    client.busy = true;
    void Spool.open({
      ...{ directory, durability, whenFull, capacity, segmentBytes, staleAfter },
      ...{ fileSystem: client.process, clock: client.process, events: client },
    })
      .then(
        (spool) => {
          client.spool = spool;
        },
        // A disk that fails lets nothing be opened; the runtime then works in memory.
        () => undefined,
      )
      .finally(() => {
        client.busy = false;
      });
  }

  line(size: number): string {
    const line = `{"n":${++this.#lines},"t":"${"é".repeat(size)}"}`;
    this.attempted.add(line);
    return line;
  }

  deliver(client: Client, count: number): void {
    for (const { segment, ordinal, line } of client.held.splice(0, count)) {
      client.acknowledgedLines++;
      this.delivered.add(line);
      segment.acknowledge(ordinal, ordinal + 1);
    }
  }

  hold(client: Client, block: StoredBlock): void {
    for (const [index, line] of linesOf(block).entries()) {
      if (!this.attempted.has(line)) this.invented.push(line);
      client.held.push({ segment: block.segment, ordinal: block.first + index, line });
      client.readLines++;
    }
  }

  advance(milliseconds: number): void {
    this.disk.now += milliseconds;
    for (const { process } of this.clients) process.tick();
  }

  losePower(): void {
    for (const { process } of this.clients) process.kill();
    this.disk.losePower(this.driver.random);
    if (this.#setup.durability === "process") this.promised.clear();
  }

  /** Flips a bit of a segment or of its acknowledgements; a frame's own lines may be lost by that. */
  flip(where: number, bit: number): void {
    const files = [...this.disk.files()].filter(([path, { data }]) => /\.(seg|ack)$/.test(path) && data.length > 0);
    const [path, file] = files[Math.floor(where * files.length)] ?? [];
    if (!path || !file) return;
    const at = Math.floor(((where * files.length) % 1) * file.data.length);
    for (const bytes of [file.data, file.lasting]) bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
    if (!path.endsWith(".seg")) return;
    for (const frame of framesIn(file.intact)) {
      if (frame.offset <= at && at < frame.end) for (const line of frame.lines) this.excused.add(line);
    }
  }
}

/** Plays a history. */
export async function play(setup: Setup, actions: readonly Action[]): Promise<Outcome> {
  const world = new World(setup);
  world.clients = [new Client(world), new Client(world)];
  for (const client of world.clients) await world.open(client);
  await world.driver.run();
  for (const action of actions) {
    // Whatever is under way goes on to its end, unless it is to be interrupted.
    const interrupts = action.kind === "steps" || action.kind === "kill" || action.kind === "pause";
    if (!interrupts && action.kind !== "power") await world.driver.run();
    await act(world, setup, action);
  }
  return recover(world);
}

async function act(world: World, setup: Setup, action: Action): Promise<void> {
  const client = "who" in action ? world.clients[action.who] : undefined;
  if (action.kind === "steps") await world.driver.run(action.limit);
  else if (action.kind === "advance") world.advance(action.milliseconds);
  else if (action.kind === "full") {
    world.disk.capacity = action.room === undefined ? Number.POSITIVE_INFINITY : world.disk.used() + action.room;
  } else if (action.kind === "flip") world.flip(action.where, action.bit);
  else if (action.kind === "power") world.losePower();
  else if (client) await actOn(world, setup, client, action);
}

async function actOn(world: World, setup: Setup, client: Client, action: Action & { who: number }): Promise<void> {
  const { process, spool } = client;
  switch (action.kind) {
    case "append":
      return client.start((own) => append(world, client, own, action.sizes, action.park));
    case "appendNow":
      if (!spool || process.state !== "running" || client.busy) return;
      {
        const lines = action.sizes.map((size) => world.line(size));
        client.looseLines += lines.length;
        if (spool.appendNow(blockOf(lines))) for (const line of lines) promise(world, setup, "process", line);
      }
      return;
    case "read":
      return client.start(async (own) => {
        const block = await own.read(action.maxBytes);
        if (block) world.hold(client, block);
      });
    case "deliver":
      if (process.state === "running") world.deliver(client, action.lines);
      return;
    case "interrupt":
      client.start((own) => append(world, client, own, action.sizes, false));
      await world.driver.run(action.steps);
      if (action.by === "kill") return process.kill();
      if (process.state !== "running") return;
      process.state = "paused";
      world.advance(staleAfter + 1_000);
      await world.driver.run();
      return wake(client);
    case "adopt":
      return client.start(async (own) => void (await own.adoptOrphans().catch(() => 0)));
    case "kill":
      return process.kill();
    case "pause":
      if (process.state === "running") process.state = "paused";
      return;
    case "wake":
      return wake(client);
    case "close":
      return client.start(async (own) => {
        await own.close();
        client.held = [];
        client.spool = undefined;
      });
    case "open":
      if (process.state !== "dead" && client.spool) return;
      if (process.state !== "dead") process.kill();
      world.clients[action.who] = new Client(world);
      return world.open(world.clients[action.who] as Client);
    case "errors":
      process.faults.errorsAfter = action.after;
      process.faults.errors = action.count;
      return;
    case "short":
      process.faults.shortWrites = action.count;
      return;
    case "unsynced":
      process.faults.failedSyncs = action.count;
  }
}

function wake({ process }: Client): void {
  if (process.state !== "paused") return;
  process.state = "running";
  process.tick();
}

function promise(world: World, setup: Setup, level: "process" | "disk", line: string): void {
  // With the power lost, only what is on the disk was promised.
  if (level === "disk" || setup.durability === "process") world.promised.add(line);
}

async function append(world: World, client: Client, spool: Spool, sizes: readonly number[], park: boolean) {
  const lines = sizes.map((size) => world.line(size));
  try {
    const stored = await spool.append(blockOf(lines));
    for (const line of lines) world.promised.add(line);
    client.storedLines += lines.length;
    if (park) spool.park(stored, lines.length);
    else for (const [at, line] of lines.entries()) client.held.push({ ...stored, ordinal: stored.first + at, line });
  } catch (error) {
    if (!(error instanceof SpoolFailure)) throw error;
  }
}

/** The disk works again, the paused wake, some are killed; then a third process takes over what there is. */
async function recover(world: World): Promise<Outcome> {
  await world.driver.run();
  world.disk.capacity = Number.POSITIVE_INFINITY;
  for (const client of world.clients) {
    Object.assign(client.process.faults, { errors: 0, shortWrites: 0, failedSyncs: 0 });
    wake(client);
  }
  await world.driver.run();
  for (const client of world.clients) {
    client.checkSum();
    const spool = client.spool;
    if (world.driver.random() < 0.5 && spool && client.process.state === "running") {
      const open = client.process.openFiles;
      client.busy = false;
      client.start(() => spool.close());
      await world.driver.run();
      if (client.busy) world.wrongCounts.push("close did not end");
      if (client.process.openFiles > 0)
        world.wrongCounts.push(`${client.process.openFiles} of ${open} files left open`);
    }
    client.process.kill();
  }
  const last = new Client(world);
  world.clients = [last];
  await world.open(last, { capacity: Number.MAX_SAFE_INTEGER });
  await world.driver.run();
  let ended = false;
  for (let round = 0, quiet = 0; round < 1_000 && !ended; round++) {
    const before = last.readLines;
    world.advance(staleAfter + 1_000);
    await world.driver.run();
    last.start((spool) => readSome(world, last, spool));
    await world.driver.run();
    world.deliver(last, last.held.length);
    quiet = last.readLines === before ? quiet + 1 : 0;
    ended = quiet > 3;
  }
  if (last.adoptedLines !== last.readLines + last.quarantinedLines) {
    const { adoptedLines, readLines, quarantinedLines } = last;
    world.wrongCounts.push(`adopted ${adoptedLines}, read ${readLines}, quarantined ${quarantinedLines}`);
  }
  last.start((spool) => spool.close());
  await world.driver.run();
  const undelivered = [...world.promised].filter((line) => !world.delivered.has(line));
  return {
    promised: world.promised.size,
    lost: undelivered.filter((line) => !world.excused.has(line)),
    invented: world.invented,
    excusedAndLost: undelivered.filter((line) => world.excused.has(line)).length,
    quarantinedFrames: world.quarantinedFrames,
    wrongCounts: world.wrongCounts,
    leftOver: [...world.disk.files()].map(([path]) => path).filter((path) => !path.includes("/quarantine/")),
    ended,
  };
}

async function readSome(world: World, client: Client, spool: Spool): Promise<void> {
  for (let block = await spool.read(200); block; block = await spool.read(200)) world.hold(client, block);
}
