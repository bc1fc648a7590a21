// The endpoint as a process of its own, told what to do by the process that started it.
import type { AddressInfo } from "node:net";
import { Endpoint } from "./endpoint.js";
import type { Faults } from "./faults.js";
import { Memory } from "./memory.js";
import { type Arrived, Tally } from "./tally.js";

/** What the process is told. */
export type EndpointOrder =
  | { readonly do: "start"; readonly orders: boolean }
  | { readonly do: "faults"; readonly faults: Faults }
  | { readonly do: "tell" };

/** What it says: its port when it is there, then what arrived, when it is asked. */
export type EndpointAnswer = { readonly port: number } | Told | { readonly done: true };

/** What arrived, and the processor time in microseconds that taking it has cost, without that of counting it. */
export interface Told extends Arrived {
  readonly cpu: number;
}

/** Bytes for bodies; a process that is not told keeps each in memory of its own. */
const bytes = Number(process.argv[2] ?? 0);

const endpoint = new Endpoint();
if (bytes > 0) endpoint.memory = new Memory(bytes);
let began = process.cpuUsage();
endpoint.server.listen(0, "127.0.0.1", () => {
  process.send?.({ port: (endpoint.server.address() as AddressInfo).port } satisfies EndpointAnswer);
});
process.on("message", (order: EndpointOrder) => {
  if (order.do === "tell") {
    const { user, system } = process.cpuUsage(began);
    process.send?.({ ...endpoint.tally.arrived(), cpu: user + system } satisfies EndpointAnswer);
  } else {
    if (order.do === "start") {
      endpoint.tally = new Tally(order.orders);
      endpoint.memory?.clear();
      began = process.cpuUsage();
    } else endpoint.faults = order.faults;
    process.send?.({ done: true } satisfies EndpointAnswer);
  }
});
process.on("disconnect", () => process.exit());
