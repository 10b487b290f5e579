import type { Settings } from "../../store/settings/schema.ts";

/** Whether the settings name somebody to ask. Stands by itself: most calls need no more than this of all that asking takes. */
export const isModelSet = ({ models }: Settings): boolean => (models.command ?? "").trim() !== "";

/** Whether somebody may be asked what is the same. */
export const mayJudgeMerges = ({ models }: Settings): boolean => models.merges !== "off";
