// One case of the catalogue's contract: what holds of Glue, asked through the AWS SDK's own client.
import type { GlueClient } from "@aws-sdk/client-glue";

/** A name, unique in the contract, and what is asked; it throws where the subject is not as Glue is. */
export type ContractCase = readonly [name: string, ask: (glue: GlueClient) => Promise<void>];
