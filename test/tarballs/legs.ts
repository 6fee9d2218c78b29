/** The combinations of package manager, Node and Pulumi SDK that the packages must work with. */
import type { NodeLine, packageManagers } from "../support/toolchain";

export interface Leg {
  readonly manager: keyof typeof packageManagers & ("npm" | "pnpm");
  readonly node: NodeLine;
  /** 3.248 is the last line of the SDK for Node 20; later ones need Node 22. */
  readonly sdk: string;
  readonly nodeTypes: string;
}

const node20 = { node: "20", sdk: "3.248.0", nodeTypes: "20.19.43" } as const;
const node24 = { node: "24", sdk: "3.270.0", nodeTypes: "24.10.1" } as const;

/** Each package manager, each Node and each SDK once: what `npm test` has the time for. */
export const legsOfEveryRun: readonly Leg[] = [
  { manager: "npm", ...node20 },
  { manager: "pnpm", ...node24 },
];

/** The other two: `npm run test:tarballs` takes all four. */
export const otherLegs: readonly Leg[] = [
  { manager: "npm", ...node24 },
  { manager: "pnpm", ...node20 },
];
