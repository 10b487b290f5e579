/** What the surroundings say about the caller; read once at the start, never again. */
export interface Environment {
  /** Where the caller stands, absolute; its former name when the folder was deleted. */
  readonly cwd: string;
  /** Home folder of the user; undefined when there is none. */
  readonly home: string | undefined;
  /** The login; where nobody logged in, as in a job of CI, the name that the system has for the user. Empty when there is none. */
  readonly user: string;
  readonly pid: number;
  /** The words that start this program again, from any folder: Node and the entry file. */
  readonly program: readonly string[];
  /** The machine's name. */
  readonly host: string;
  /** What it runs on, as far as it is nobody's private affair. */
  readonly machine: { readonly platform: string; readonly arch: string; readonly node: string };
  /** How many things it can compute side by side; at least 1. */
  readonly cores: number;
  /** The few variables the program reads, and no other: see host/environment.ts for the list. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** What variables hold whose names say that it is secret: to be masked in what others print, and never shown. */
  readonly secrets: readonly { readonly name: string; readonly value: string }[];
}
