import { systemGit } from "../../src/host/git.ts";
import { gitContract } from "./git.ts";

gitContract("host", () => systemGit());
