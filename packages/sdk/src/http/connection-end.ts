// When an answer is over: it ended, or its client went away. A response that waits behind another on a pipelined
// connection never learns that the connection is gone (it has no socket yet), so the connection is asked too.
import type { Socket } from "node:net";

/** As much of Node's request as is read; HTTP/2's has it too. */
export interface EndingRequest {
  readonly socket: Pick<Socket, "once" | "destroyed">;
}

/** As much of Node's response as is read; HTTP/2's has it too. */
export interface EndingResponse {
  readonly writableEnded: boolean;
  once(event: "close" | "finish", listener: () => void): unknown;
}

const waiting = new WeakMap<object, Set<() => void>>();

/** Calls back once, when the answer is sent or cannot be any more. */
export function whenEnded(request: EndingRequest, response: EndingResponse, ended: (whole: boolean) => void): void {
  let whole = false;
  const onConnection = connectionOf(request.socket);
  const end = () => {
    if (onConnection.delete(end)) ended(whole);
  };
  onConnection.add(end);
  response.once("finish", () => {
    // HTTP/2's response says "finish" when its stream is closed, ended or not.
    whole = response.writableEnded;
  });
  response.once("close", end);
}

/** What waits for the end of a connection: one listener for all its requests, however many are pipelined. */
function connectionOf(socket: EndingRequest["socket"]): Set<() => void> {
  const known = waiting.get(socket);
  if (known) return known;
  const ends = new Set<() => void>();
  waiting.set(socket, ends);
  socket.once("close", () => {
    // The response with a socket hears of it by itself, after this, and may have finished in the same moment.
    setImmediate(() => {
      for (const end of ends) end();
    });
  });
  return ends;
}
