// The process: listens, and on SIGTERM answers what is open, delivers what is queued and says what became of it.
// Prints one line of JSON when it listens and one when it ends.
import type { AddressInfo } from "node:net";
import { createApp } from "./app.js";
import { makeTracker } from "./tracker.js";

const tracker = makeTracker(process.env);
const server = createApp(tracker).listen(Number(process.env.PORT ?? 3000), "127.0.0.1", (error?: Error) => {
  if (error) throw error;
  say({ listening: (server.address() as AddressInfo).port });
});

let stopping = false;
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    server.close(() => void tracker.close({ deadline: 30_000 }).then((counts) => say({ counts })));
    server.closeIdleConnections();
  });
}

function say(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}
