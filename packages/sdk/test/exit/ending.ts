// A process that ends in the midst of its work, for exit.test.ts.
// Arguments: how it ends, durability, the spool's directory, how many events.
import { closeOnSignal, createRuntime, memoryDeadLetters, SendFailure, type Sink } from "@tracklake/sdk";
import { memorySink } from "@tracklake/sdk/memory";
import { definitions } from "../definitions.js";

const [how, durability, directory = "", count] = process.argv.slice(2);
const failing: Sink = {
  ...memorySink(),
  level: "delivered",
  send: () => Promise.reject(new SendFailure("failed", "down")),
};
const tracker = createRuntime(definitions, {
  service: "s",
  environment: "production",
  sink: failing,
  durability: durability === "memory" ? "memory" : "process",
  spool: { directory },
  deadLetters: memoryDeadLetters(),
  heartbeat: false,
  // What is said on the standard error output is what is lost.
  logger: { warn: (message) => message.includes("lost") && console.warn(message) },
});
const events = Number(count);
const track = (n: number) => tracker.track("plan_changed", { plan: `p${n}` });

if (how === "at once") {
  for (let n = 0; n < events; n++) track(n);
  process.exit(0);
}
if (how === "while spooling") {
  await track(0).stored;
  for (let n = 1; n < events; n++) {
    track(n);
    // Some are being written as it ends.
    if (n % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  process.exit(0);
}
if (how === "after a flush") {
  for (let n = 0; n < events; n++) track(n);
  const counts = await tracker.flush({ deadline: 50 });
  process.stdout.write(`flushed ${counts.queued + counts.spooled}\n`);
}
if (how === "asked") {
  // Once each, so that nothing but closeOnSignal keeps the process from ending by a second one.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.stdout.write("heard\n"));
  closeOnSignal(tracker, {
    deadline: 1_000,
    onClosed: () => {
      process.stdout.write("closed\n");
      process.exit(0);
    },
  });
  for (let n = 0; n < events; n++) track(n);
  process.stdout.write("ready\n");
}
if (how === "first") {
  // A server goes on listening, so that only the signal ends the process.
  setInterval(() => {}, 1_000);
  closeOnSignal(tracker, { deadline: 300 });
  for (let n = 0; n < events; n++) track(n);
  process.stdout.write(`process ${process.pid}\n`);
  process.kill(process.pid, "SIGTERM");
}
