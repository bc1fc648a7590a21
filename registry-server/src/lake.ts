// The lake whose tables and queries the server's answers name.

/** The lake that DDL and queries are written for. */
export interface RegistryLake {
  readonly name: string;
  readonly bucket: string;
  readonly timeZone: string;
}
