import { spawn, type StdioOptions } from "node:child_process";

/** Runs a program to its end, which must be a good one; meanwhile others go on. */
export async function run(
  program: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly stdio: StdioOptions },
): Promise<void> {
  const child = spawn(program, args, options);
  const code = await new Promise((resolve, reject) =>
    child.on("error", reject).on("exit", resolve),
  );
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${String(code)}`);
}
