/** What a process that stays may be told about changes of the disk. Others look at the disk itself each time. */
export interface Watch {
  /** Lets the notices of all changes that were made before now arrive. */
  settle(): Promise<void>;
  /** A mark that stays the same only while nothing in the folder changes; undefined where nobody can tell. What lies in its subfolders does not count. */
  mark(folder: string): string | undefined;
}
