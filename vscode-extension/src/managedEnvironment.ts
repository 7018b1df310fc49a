import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";

import { InstallationError, readable } from "./installationError";
import { type Outcome, run } from "./running";

/** A step of an installation, for the one who waits. */
export type Report = (step: string) => void;

/** The virtual environment that the extension keeps in its own storage, made only when asked for. */
export class ManagedEnvironment {
  private readonly folder: string;
  private readonly note: string;

  constructor(
    private readonly storage: string,
    /** The version of the extension, which the server's must not be behind. */
    private readonly version: string,
    private readonly env: Readonly<Record<string, string | undefined>> = process.env,
  ) {
    this.folder = path.join(storage, "environment");
    // Written last: an environment without it was not finished.
    this.note = path.join(this.folder, "installed-for");
  }

  /** Its interpreter, once the server is installed. */
  get interpreter(): string | undefined {
    return existsSync(this.note) ? this.python : undefined;
  }

  /** Whether it was made for another version of the extension. */
  get isOutdated(): boolean {
    return existsSync(this.note) && readFileSync(this.note, "utf8") !== this.version;
  }

  /**
   * Makes the environment with the first of the interpreters that will do, or renews it.
   *
   * It throws an InstallationError whose message is for a person, or what the signal aborts with;
   * an environment that was there before stays when it could not be renewed.
   */
  async install(
    interpreters: readonly string[],
    report: Report,
    signal: AbortSignal,
  ): Promise<void> {
    mkdirSync(this.storage, { recursive: true });
    const existed = existsSync(this.note);
    try {
      if (!existed) await this.create(interpreters, report, signal);
      report("installing the server");
      await this.must("pip", [this.python, ...PIP, "--upgrade", this.requirement], signal);
      writeFileSync(this.note, this.version);
    } catch (error) {
      if (!existed) rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
      throw error;
    }
  }

  private async create(
    interpreters: readonly string[],
    report: Report,
    signal: AbortSignal,
  ): Promise<void> {
    report("looking for Python");
    const base = await this.fitting(interpreters, signal);
    if (base === undefined) throw new InstallationError("python", interpreters.join(", "));
    report("creating an environment");
    await this.must("venv", [base, "-m", "venv", "--clear", this.folder], signal);
  }

  private async fitting(
    interpreters: readonly string[],
    signal: AbortSignal,
  ): Promise<string | undefined> {
    for (const python of interpreters) {
      const { ok } = await run([python, "-c", NEW_ENOUGH], this.storage, signal);
      if (ok) return python;
    }
    return undefined;
  }

  private async must(
    step: "venv" | "pip",
    command: readonly [string, ...string[]],
    signal: AbortSignal,
  ): Promise<void> {
    const outcome: Outcome = await run(command, this.storage, signal);
    if (!outcome.ok) throw readable(step, `${outcome.stdout}\n${outcome.stderr}`);
  }

  private get requirement(): string {
    return this.env["RESP_LSP_REQUIREMENT"] ?? `resp-lsp>=${this.version}`;
  }

  private get python(): string {
    const windows = process.platform === "win32";
    return path.join(this.folder, windows ? "Scripts" : "bin", windows ? "python.exe" : "python");
  }
}

const PIP = ["-m", "pip", "install", "--disable-pip-version-check", "--no-input"];
const NEW_ENOUGH = "import sys; sys.exit(sys.version_info < (3, 10))";
