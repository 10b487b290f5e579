/** One row of the table of rooms. */
export interface Room {
  readonly name: string;
  readonly level: number;
  /** Rooms whose values it may import, itself not among them. */
  readonly values: ReadonlySet<string>;
  /** Rooms of which it may import types only. */
  readonly types: ReadonlySet<string>;
}

interface Row {
  readonly name: string;
  readonly level: number;
  readonly allowed: string;
}

/** The first line of the table; the blanks that align its columns do not count. */
const HEADER = "|level|room|what it is|may import|must not know|";

/** Reads the table of rooms out of ARCHITECTURE.md; throws when a cell is not understood, so that no row is passed over. */
export function readRooms(markdown: string): ReadonlyMap<string, Room> {
  const lines = markdown.split("\n");
  const header = lines.findIndex((line) => line.replaceAll(/ *\| */g, "|") === HEADER);
  if (header < 0) throw new Error(`ARCHITECTURE.md has no table with the header ${HEADER}`);
  const end = lines.findIndex((line, at) => at > header && !line.startsWith("|"));
  const rows = lines.slice(header + 2, end).map(readRow);
  return new Map(rows.map((row) => [row.name, roomOf(row, rows)]));
}

function readRow(line: string): Row {
  const [level = "", name = "", , allowed = ""] = line
    .split("|")
    .slice(1)
    .map((cell) => cell.trim());
  if (!/^\d$/.test(level) || !/^`[^`]+`$/.test(name)) throw new Error(`table of rooms: cannot read the row ${line}`);
  return { name: name.slice(1, -1), level: Number(level), allowed };
}

function roomOf(row: Row, rows: readonly Row[]): Room {
  const values = new Set<string>();
  const types = new Set<string>();
  for (const item of row.allowed === "–" ? [] : row.allowed.split(", ")) {
    const onlyTypes = item.startsWith("types of ");
    const rooms = roomsOf(onlyTypes ? item.slice("types of ".length) : item, rows);
    for (const room of rooms) (onlyTypes ? types : values).add(room);
  }
  return { name: row.name, level: row.level, values, types };
}

function roomsOf(item: string, rows: readonly Row[]): readonly string[] {
  const range = /^levels (\d)–(\d)$/.exec(item);
  if (range !== null) {
    const inRange = rows.filter((row) => row.level >= Number(range[1]) && row.level <= Number(range[2]));
    return inRange.map((row) => row.name).filter((name) => name !== "twins");
  }
  if (rows.some((row) => row.name === item)) return [item];
  throw new Error(`table of rooms: ${JSON.stringify(item)} is neither a room nor "levels a–b"`);
}
