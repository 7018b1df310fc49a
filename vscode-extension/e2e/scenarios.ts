import { commands } from "./scenarios/commands";
import { configuration } from "./scenarios/configuration";
import { discovery } from "./scenarios/discovery";
import { findings } from "./scenarios/findings";
import { fixes } from "./scenarios/fixes";
import { host } from "./scenarios/host";
import { installation } from "./scenarios/installation";
import { preview } from "./scenarios/preview";
import { recovery } from "./scenarios/recovery";
import { settings } from "./scenarios/settings";
import type { Scenario } from "./stage";

/** Scenarios that follow each other. Each name is a claim about the extension in a real workbench. */
export type Act = Readonly<Record<string, Scenario>>;

/** The long ones are in front, so that the lanes end together. */
export const acts: readonly Act[] = [
  installation,
  commands,
  fixes,
  discovery,
  recovery,
  configuration,
  findings,
  preview,
  settings,
  host,
];

/** Those that tell an old workbench from a new one. */
export const SHORT: ReadonlySet<string> = new Set([
  "a view's mistakes are underlined and listed",
  "the quick fix for Cache-Control is applied by keyboard and saved",
  "the preview beside follows the cursor and what is typed",
  "a server that is killed comes back, and nothing shows twice",
  "a newcomer is two clicks from the first finding: to trust, and to install",
]);
