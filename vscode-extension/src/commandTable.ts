import { commands, Disposable, type LogOutputChannel, window } from "vscode";

import { InstallationError } from "./installationError";
import { offer } from "./notice";
import { NOT_INSTALLED } from "./ways";

/** What a command does; what it throws is shown to the person who ran it. */
export type Work = (...given: readonly unknown[]) => unknown;

/** Registers commands by the names they have behind `resp-lsp.`. */
export function registered(
  table: Readonly<Record<string, Work>>,
  log: LogOutputChannel,
): Disposable {
  const each = Object.entries(table).map(([name, work]) =>
    commands.registerCommand(`resp-lsp.${name}`, async (...given: unknown[]) => {
      try {
        return await work(...given);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        log.error(`${name}: ${message}`);
        const ways = error instanceof InstallationError ? NOT_INSTALLED : [];
        void offer(window.showErrorMessage, `resp-lsp: ${message}`, ways);
        return undefined;
      }
    }),
  );
  return Disposable.from(...each);
}
