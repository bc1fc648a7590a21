// The `tracklake` command as a process: its streams, its exit code.
import { processIo } from "./io.js";
import { run } from "./run.js";
import { spareWasm } from "./wasm-budget.js";

// A reader that closed its end, as `| head` does, is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

spareWasm();
process.exitCode = await run(process.argv.slice(2), processIo());
