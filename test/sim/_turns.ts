/** What a simulated process asks of the world: one call of a port. Only one is asked at a time, and nothing goes on until it is answered. */
export interface Asked {
  readonly port: "files" | "sql" | "database" | "locks" | "lock";
  readonly method: string;
  readonly args: readonly unknown[];
}

/** What a process is to do; plain data, so that it can be sent there. */
export interface Task {
  readonly verb: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly cwd: string;
  /** Seeds its chance and sets its clock. */
  readonly place: number;
}

export type Heard = { readonly asked: Asked } | { readonly ended: unknown };

/** What two threads share: the number of answers so far, to wait at, and a port through which they come. */
export interface Line {
  readonly signal: Int32Array;
  readonly answers: import("node:worker_threads").MessagePort;
}
