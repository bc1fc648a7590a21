// Listens on the loopback address; a port that is taken is said with what to do.
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { LocalError } from "../errors.js";

const HOST = "127.0.0.1";

/** Starts listening. @returns The URL, without a slash at its end. @throws LocalError `port-in-use`, `option-invalid` */
export function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const failed = (cause: NodeJS.ErrnoException) => reject(asLocalError(cause, port));
    server.once("error", failed);
    server.listen(port, HOST, () => {
      server.off("error", failed);
      resolve(`http://${HOST}:${(server.address() as AddressInfo).port}`);
    });
  });
}

function asLocalError(cause: NodeJS.ErrnoException, port: number): LocalError {
  if (cause.code === "EADDRINUSE") {
    const text = `Port ${port} is in use by another process. Stop it, or choose another port (0 takes a free one).`;
    return new LocalError("port-in-use", text, { cause });
  }
  const text = `Port ${port} cannot be listened on: ${cause.message}. Choose another port (0 takes a free one).`;
  return new LocalError("option-invalid", text, { cause });
}
