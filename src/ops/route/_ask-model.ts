import { join } from "node:path";
import type { Asking } from "../../model/ask-model.ts";
import { modelNotSet } from "../../model/faults.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { maskedProcesses } from "../../work/masked-processes.ts";
import { requireTrust } from "../../work/may-run.ts";
import type { Ruled } from "../../work/workshop.ts";

/**
 * Opens what the settings name to be asked. Its command runs only where this clone agreed to it (I13); whoever wants to ask goes on
 * without when this is a fault.
 */
export async function openModel(shop: Ruled): Promise<Result<Asking>> {
  const { backlog, settings } = shop;
  const { models } = settings;
  const command = (models.command ?? "").trim();
  if (command === "") return err(modelNotSet({}));
  const trusted = requireTrust(shop);
  if (!trusted.ok) return trusted;
  const { world, home } = backlog;
  const folder = join(home.privateFolder, "cache", "models");
  const { commandModel } = await import("../../model/command-model.ts");
  const model = await commandModel({
    ...{ world: { ...world, processes: maskedProcesses(world) }, command, limitMs: models.limitMs },
    places: join(folder, "places"),
    ...(models.reads === "checkout" ? { root: home.root } : {}),
  });
  if (!model.ok) return model;
  const { enabled, ttlSeconds } = models.cache.responses;
  const keeping = {
    files: world.files,
    folder: join(folder, "answers"),
    ttlMs: ttlSeconds * 1000,
    now: world.clock.now(),
  };
  return ok({
    model: model.value,
    keeping: enabled ? keeping : undefined,
    maskEach: (texts) => maskEach(shop, texts),
  });
}

async function maskEach({ backlog }: Ruled, texts: readonly string[]): Promise<readonly string[]> {
  const { maskSecretsInEach } = await import("../../findings/mask-secrets.ts");
  const { maskValues } = await import("../../findings/mask-values.ts");
  const { secrets } = backlog.world.environment;
  return maskSecretsInEach(texts.map((text) => maskValues(text, secrets)));
}
