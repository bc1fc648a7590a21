// The endpoint as a process of its own, told what to do by the process that started it.
import type { AddressInfo } from "node:net";
import { Endpoint } from "./endpoint.js";
import type { Faults } from "./faults.js";
import { type Arrived, Tally } from "./tally.js";

/** What the process is told. */
export type EndpointOrder =
  | { readonly do: "start"; readonly orders: boolean }
  | { readonly do: "faults"; readonly faults: Faults }
  | { readonly do: "tell" };

/** What it says: its port when it is there, then what arrived, when it is asked. */
export type EndpointAnswer = { readonly port: number } | Arrived | { readonly done: true };

const endpoint = new Endpoint();
endpoint.server.listen(0, "127.0.0.1", () => {
  process.send?.({ port: (endpoint.server.address() as AddressInfo).port } satisfies EndpointAnswer);
});
process.on("message", (order: EndpointOrder) => {
  if (order.do === "tell") process.send?.(endpoint.tally.arrived() satisfies EndpointAnswer);
  else {
    if (order.do === "start") endpoint.tally = new Tally(order.orders);
    else endpoint.faults = order.faults;
    process.send?.({ done: true } satisfies EndpointAnswer);
  }
});
process.on("disconnect", () => process.exit());
