/** What a process that stays may be told about changes of the disk. Others look at the disk itself each time. */
export interface Watch {
  /** Lets the notices of all changes that were made before now, in this process or another, arrive. */
  settle(): Promise<void>;
  /**
   * A mark that is the same as an earlier one only if nothing directly in the folder has changed since, neither a name nor the content of a
   * file, and it is still the same folder; asked for after `settle`. What lies in its subfolders does not count. Undefined where nobody can
   * tell: then the disk itself must be asked.
   */
  mark(folder: string): string | undefined;
}
