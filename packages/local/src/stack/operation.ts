// What a service of the stack is to the server: a name of its target, and operations from members to members.
import type { Members } from "./members.js";

/** One operation; a refusal is thrown as a ServiceFault. */
export type Operation = (input: Members) => Members | Promise<Members>;

/** Operations by name. */
export type Operations = ReadonlyMap<string, Operation>;
