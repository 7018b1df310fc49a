import type { Scenario } from "../stage";

export const host: Readonly<Record<string, Scenario>> = {
  async "what the extension does in its host"({ project, python, runInHost }) {
    project.addEnvironment(python);
    await runInHost();
  },
};
