/** Type-checks programs that stand in no file: examples in comments and documents. */
import * as path from "node:path";
import * as ts from "typescript";
import { REPOSITORY } from "./package-links";

/** What programs have in common, parsed once: the types of TypeScript, of Node.js, and of the repository. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** Type-checks programs as strictly as the repository itself: what is wrong, by file name. */
export function mistakesIn(programs: ReadonlyMap<string, string>): readonly string[] {
  const config = path.join(REPOSITORY, "test/tsconfig.json");
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, ts.sys.readFile).config,
    ts.sys,
    path.dirname(config),
  );
  const plain: ts.CompilerOptions = {
    ...options,
    noEmit: true,
    emitDeclarationOnly: false,
    composite: false,
    incremental: false,
  };
  const host = ts.createCompilerHost(plain);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (file) => programs.has(file) || fileExists(file);
  host.getSourceFile = (file, target) => {
    const text = programs.get(file);
    if (text !== undefined) return ts.createSourceFile(file, text, target);
    if (!parsed.has(file)) parsed.set(file, getSourceFile(file, target));
    return parsed.get(file);
  };
  const program = ts.createProgram([...programs.keys()], plain, host);
  return [...programs.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) => `${path.basename(file)}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  });
}
