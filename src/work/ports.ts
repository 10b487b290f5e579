import { join } from "node:path";
import { parseJson } from "../std/json.ts";
import { ok, type Result } from "../std/result.ts";
import { readText } from "../store/state-file.ts";
import { MAX_PORT_BLOCKS } from "./limits.ts";
import { now, type Place, type Workshop } from "./workshop.ts";

const PORTS_FILE = "ports.json";
const LAST_PORT = 65_535;

/** Gives an order a block of network ports that no other order of this clone has; the same again for the same order. */
export function takePorts(shop: Workshop, order: string): Promise<Result<number | undefined>> {
  const { first, each } = shop.settings.orders.ports;
  return withPorts(shop, (blocks) => {
    const held = Object.entries(blocks).find(([, holder]) => holder === order);
    if (held !== undefined) return { blocks, port: Number(held[0]) };
    if (each === 0) return { blocks, port: undefined };
    for (let at = 0; at < MAX_PORT_BLOCKS; at += 1) {
      const port = first + at * each;
      if (port + each - 1 > LAST_PORT) break;
      if (blocks[port] === undefined) return { blocks: { ...blocks, [port]: order }, port };
    }
    return { blocks, port: undefined };
  });
}

/** Gives the block back. */
export async function freePorts(shop: Workshop, order: string): Promise<Result<void>> {
  const freed = await withPorts(shop, (blocks) => ({
    blocks: Object.fromEntries(Object.entries(blocks).filter(([, holder]) => holder !== order)),
    port: undefined,
  }));
  return freed.ok ? ok(undefined) : freed;
}

/** Orders that have a block of ports now. */
export function portHolders({ backlog }: Place): readonly string[] {
  const path = join(backlog.home.privateFolder, PORTS_FILE);
  return [...new Set(Object.values(readBlocks(readText(backlog.world.files, path))))];
}

type Blocks = Readonly<Record<string, string>>;
interface Outcome {
  readonly blocks: Blocks;
  readonly port: number | undefined;
}

async function withPorts(shop: Workshop, act: (blocks: Blocks) => Outcome): Promise<Result<number | undefined>> {
  const { files, locks, environment } = shop.backlog.world;
  const { privateFolder } = shop.backlog.home;
  const holder = {
    pid: environment.pid,
    host: environment.host,
    actor: shop.author.actor.name,
    command: shop.writing.command,
    since: now(shop.backlog.world),
  };
  const lock = await locks.acquire(join(privateFolder, "locks", "ports"), holder, shop.settings.lock.waitMs);
  if (!lock.ok) return lock;
  const path = join(privateFolder, PORTS_FILE);
  const before = readBlocks(readText(files, path));
  const { blocks, port } = act(before);
  const written =
    blocks === before
      ? ok(undefined)
      : files.writeAtomic(path, new TextEncoder().encode(`${JSON.stringify(blocks)}\n`));
  lock.value.release();
  return written.ok ? ok(port) : written;
}

function readBlocks(text: string | undefined): Blocks {
  const parsed = parseJson(text ?? "");
  if (typeof parsed !== "object" || parsed === null) return {};
  return Object.fromEntries(
    Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
